package coda.voice.gateway;

import coda.voice.engine.gpu.GpuSnapshot;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** What {@code /health/live} and {@code /health/ready} answer. */
final class HealthAnswers {
  private final VoiceService service;
  private final OpenConnections connections;

  HealthAnswers(VoiceService service, OpenConnections connections) {
    this.service = service;
    this.connections = connections;
  }

  /** The process runs and its event loop answers: always 200. */
  void live(HttpServerResponse response) {
    send(response, 200, new JsonObject().put("status", "live").put("version", service.version()));
  }

  /** 200 when conversations are taken, 503 otherwise, with every engine's state. */
  void ready(HttpServerResponse response) {
    ServiceStatus status = service.status();
    JsonArray engines = new JsonArray();
    for (ServiceStatus.EngineStatus engine : status.engines()) {
      JsonObject entry =
          new JsonObject()
              .put("role", engine.role())
              .put("name", engine.name())
              .put("state", word(engine.health().state()));
      if (!engine.health().detail().isEmpty()) {
        entry.put("detail", engine.health().detail());
      }
      engines.add(entry);
    }
    JsonObject body =
        new JsonObject()
            .put("status", word(status.state()))
            .put("version", service.version())
            .put("connections", connections.count())
            .put("engines", engines);
    if (!status.gpu().isEmpty()) {
      JsonArray cards = new JsonArray();
      status.gpu().forEach(card -> cards.add(card(card)));
      body.put("gpu", cards);
    }
    send(response, status.ready() ? 200 : 503, body);
  }

  private static JsonObject card(GpuSnapshot.Card card) {
    JsonObject entry =
        new JsonObject()
            .put("name", card.card().name())
            .put("total_bytes", card.card().totalBytes())
            .put("budget_bytes", card.card().budgetBytes())
            .put("reserved_bytes", card.reservedBytes())
            .put("pressure", word(card.pressure()));
    card.deviceUsedBytes().ifPresent(used -> entry.put("used_bytes", used));
    return entry;
  }

  static void send(HttpServerResponse response, int code, JsonObject body) {
    response
        .setStatusCode(code)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(body.encode());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
