package coda.voice.gateway.speech;

import static coda.voice.gateway.speech.SpeechError.SPEECH_MODEL_UNKNOWN;

import coda.voice.gateway.VoiceService;
import coda.voice.gateway.http.Parameters;
import coda.voice.protocol.Shown;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code GET /v1/models}: the engines that this server really has. */
final class ModelRoutes {
  private static final List<String> ROLES =
      List.of("recognizer", "synthesizer", "language_model", "duplex_model");

  private final VoiceService service;
  private final long created;

  /**
   * The paths.
   *
   * @param service has the engines
   * @param since when they are there
   */
  ModelRoutes(VoiceService service, Instant since) {
    this.service = service;
    this.created = since.getEpochSecond();
  }

  void list(RoutingContext context) {
    JsonArray data = new JsonArray();
    names().forEach(name -> data.add(model(name)));
    SpeechAnswers.send(
        context.response(), 200, new JsonObject().put("object", "list").put("data", data));
  }

  void one(RoutingContext context) {
    String id = Parameters.path(context, "model");
    if (!names().contains(id)) {
      throw new SpeechException(
          SPEECH_MODEL_UNKNOWN, "model", "The model %s does not exist".formatted(Shown.text(id)));
    }
    SpeechAnswers.send(context.response(), 200, model(id));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    service
        .engineNames()
        .forEach(
            (role, name) -> {
              if (ROLES.contains(role)) {
                names.add(name);
              }
            });
    return names;
  }

  private JsonObject model(String name) {
    return new JsonObject()
        .put("id", name)
        .put("object", "model")
        .put("created", created)
        .put("owned_by", "coda-voice");
  }
}
