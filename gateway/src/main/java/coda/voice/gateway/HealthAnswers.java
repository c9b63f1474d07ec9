package coda.voice.gateway;

import coda.voice.engine.gpu.GpuSnapshot;
import coda.voice.engine.ladder.RungStatus;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.gateway.load.LoadMonitor;
import coda.voice.gateway.task.TaskState;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Locale;
import java.util.TreeMap;

/** {@code /health/live}, {@code /health/startup} and {@code /health/ready}. */
final class HealthAnswers implements HttpRoutes {
  private final VoiceService service;
  private final LoadMonitor load;
  private final OpenConnections connections;

  HealthAnswers(VoiceService service, LoadMonitor load, OpenConnections connections) {
    this.service = service;
    this.load = load;
    this.connections = connections;
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    get(router, "/health/live").handler(context -> live(context.response()));
    get(router, "/health/startup").handler(context -> startup(context.response()));
    get(router, "/health/ready")
        .handler(
            context ->
                access.ask(
                    context, Scope.MONITOR, detailed -> ready(context.response(), detailed)));
  }

  private static Route get(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  /** The process runs and its event loop answers: always 200. */
  private void live(HttpServerResponse response) {
    HttpAnswers.send(
        response, 200, new JsonObject().put("status", "live").put("version", service.version()));
  }

  /** 200 once the server has started, whatever became of it since; 503 while it starts. */
  private void startup(HttpServerResponse response) {
    boolean starting = service.status().state() == ServiceStatus.State.STARTING;
    HttpAnswers.send(
        response,
        starting ? 503 : 200,
        new JsonObject()
            .put("status", starting ? "starting" : "started")
            .put("version", service.version()));
  }

  /**
   * 200 when conversations are taken, 503 otherwise; with every engine's state for those who may
   * see it.
   */
  private void ready(HttpServerResponse response, boolean detailed) {
    ServiceStatus status = service.status();
    boolean overloaded = status.ready() && load.overloaded();
    JsonObject body =
        new JsonObject()
            .put("status", overloaded ? "overloaded" : word(status.state()))
            .put("version", service.version());
    if (detailed) {
      detail(status, body);
    }
    HttpAnswers.send(response, status.ready() && !overloaded ? 200 : 503, body);
  }

  private void detail(ServiceStatus status, JsonObject body) {
    JsonArray engines = new JsonArray();
    for (ServiceStatus.EngineStatus engine : status.engines()) {
      JsonObject entry =
          new JsonObject()
              .put("role", engine.role())
              .put("name", engine.name())
              .put("state", word(engine.health().state()));
      if (engine.optional()) {
        entry.put("optional", true);
      }
      if (!engine.health().detail().isEmpty()) {
        entry.put("detail", engine.health().detail());
      }
      if (!engine.rungs().isEmpty()) {
        JsonArray rungs = new JsonArray();
        engine.rungs().forEach(rung -> rungs.add(rung(rung)));
        entry.put("rungs", rungs);
      }
      engines.add(entry);
    }
    body.put("connections", connections.count())
        .put(
            "load",
            new JsonObject()
                .put("stress", Math.round(load.stress() * 100) / 100.0)
                .put("overloaded", load.overloaded()))
        .put("engines", engines)
        .put("storage", status.storage().orElse("ok"));
    if (!status.tasks().isEmpty()) {
      JsonArray tasks = new JsonArray();
      status.tasks().forEach(task -> tasks.add(task(task)));
      body.put("tasks", tasks);
    }
    if (!status.gpu().isEmpty()) {
      JsonArray cards = new JsonArray();
      status.gpu().forEach(card -> cards.add(card(card)));
      body.put("gpu", cards);
    }
  }

  private static JsonObject task(TaskState task) {
    JsonObject entry =
        new JsonObject()
            .put("name", task.name())
            .put("phase", word(task.phase()))
            .put("healthy", task.healthy())
            .put("failures", task.failures());
    task.lastFailure().ifPresent(code -> entry.put("last_failure", code));
    return entry;
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

  private static JsonObject rung(RungStatus rung) {
    RungStatus.Counts counts = rung.counts();
    JsonObject entry =
        new JsonObject()
            .put("name", rung.engine())
            .put("state", word(rung.health().state()))
            .put("circuit", word(rung.circuit()))
            .put("asked", counts.asked())
            .put("delivered", counts.delivered())
            .put("taken_over", counts.takenOver())
            .put("recovered", counts.recovered())
            .put("skipped_open", counts.skippedOpen())
            .put("skipped_busy", counts.skippedBusy());
    if (!counts.failed().isEmpty()) {
      JsonObject failed = new JsonObject();
      new TreeMap<>(counts.failed()).forEach(failed::put);
      entry.put("failed", failed).put("last_failure", rung.lastFailure());
    }
    return entry;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
