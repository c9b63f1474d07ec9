package coda.voice.protocol.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The audio settings of a session as JSON, and back. */
final class AudioJson {
  private static final int MAX_MS = 60_000;
  private static final int MAX_NAME = 256;
  private static final int MAX_PROMPT = 20_000;
  private static final int MAX_WORDS = 1_000;

  private AudioJson() {}

  static SessionConfig.Input input(Fields input, SessionConfig.Input before) {
    return new SessionConfig.Input(
        format(input, before.format()),
        input.change(
            "noise_reduction",
            before.noiseReduction(),
            node -> noiseReduction(Fields.object(input.path("noise_reduction"), node), before)),
        input.change(
            "transcription",
            before.transcription(),
            node ->
                transcription(
                    Fields.object(input.path("transcription"), node),
                    before.transcription().orElse(Transcription.DEFAULT))),
        input.cleared("turn_detection")
            ? new TurnDetection.None()
            : input
                .node("turn_detection")
                .map(node -> turnDetection(input.path("turn_detection"), node))
                .orElse(before.turnDetection()));
  }

  static SessionConfig.Output output(Fields output, SessionConfig.Output before) {
    return new SessionConfig.Output(
        format(output, before.format()),
        voice(output).orElse(before.voice()),
        output.decimal("speed", 0.25, 1.5).orElse(before.speed()));
  }

  /** A name, or an object with the id of a voice of one's own. */
  static Optional<String> voice(Fields output) {
    return output.node("voice").isPresent() && output.node("voice").get().isObject()
        ? Optional.of(output.object("voice").requiredName("id", MAX_NAME))
        : output.name("voice", MAX_NAME);
  }

  static AudioFormat format(Fields audio, AudioFormat before) {
    return audio.optionalObject("format").map(AudioJson::format).orElse(before);
  }

  private static AudioFormat format(Fields format) {
    String type = format.requiredText("type", MAX_NAME);
    for (AudioFormat each : AudioFormat.values()) {
      if (each.type().equals(type)) {
        Optional<JsonNode> rate = format.node("rate");
        if (rate.isPresent() && !rate.get().isNumber()) {
          throw Faults.type(format.path("rate"), "an integer", rate.get());
        }
        if (rate.isPresent() && rate.get().doubleValue() != each.rate()) {
          throw Faults.value(
              format.path("rate"), Fields.shown(rate.get()), Integer.toString(each.rate()));
        }
        return each;
      }
    }
    throw Faults.choice(
        format.path("type"),
        Fields.shown(format.node().get("type")),
        Arrays.stream(AudioFormat.values()).map(AudioFormat::type).toList());
  }

  /** A format by its name in the beta dialect. */
  static AudioFormat betaFormat(String path, JsonNode node) {
    String name = Fields.text(path, node, MAX_NAME);
    for (AudioFormat each : AudioFormat.values()) {
      if (each.betaName().equals(name)) {
        return each;
      }
    }
    throw Faults.choice(
        path,
        Fields.shown(node),
        Arrays.stream(AudioFormat.values()).map(AudioFormat::betaName).toList());
  }

  private static NoiseReduction noiseReduction(Fields fields, SessionConfig.Input before) {
    Optional<NoiseReduction> old = before.noiseReduction();
    return new NoiseReduction(
        fields
            .choice("type", NoiseReduction.Field.values())
            .or(() -> old.map(NoiseReduction::field))
            .orElseThrow(() -> Faults.missing(fields.path("type"))),
        fields.has("strength")
            ? fields.decimal("strength", 0, 1)
            : old.map(NoiseReduction::strength).orElse(OptionalDouble.empty()));
  }

  private static Transcription transcription(Fields fields, Transcription before) {
    return new Transcription(
        changed(fields, "model", before.model(), MAX_NAME),
        changed(fields, "language", before.language(), 35),
        changed(fields, "prompt", before.prompt(), MAX_PROMPT),
        list(fields, "languages", before.languages()),
        list(fields, "keywords", before.keywords()),
        changed(fields, "delay", before.delay(), MAX_NAME));
  }

  private static Optional<String> changed(
      Fields fields, String name, Optional<String> before, int max) {
    return fields.change(name, before, node -> Fields.text(fields.path(name), node, max));
  }

  private static List<String> list(Fields fields, String name, List<String> before) {
    return fields.cleared(name)
        ? List.of()
        : fields.texts(name, MAX_WORDS, MAX_NAME).orElse(before);
  }

  /** {@code false} and {@code "none"}, which some clients send, are as good as {@code null}. */
  private static TurnDetection turnDetection(String path, JsonNode node) {
    if (node.isBoolean() && !node.booleanValue()) {
      return new TurnDetection.None();
    }
    Fields fields = Fields.object(path, node);
    Kind kind = fields.choice("type", Kind.values()).orElse(Kind.SERVER_VAD);
    boolean create = fields.flag("create_response").orElse(true);
    boolean interrupt = fields.flag("interrupt_response").orElse(true);
    return switch (kind) {
      case NONE -> new TurnDetection.None();
      case SERVER_VAD ->
          new TurnDetection.ServerVad(
              fields.decimal("threshold", 0, 1).orElse(0.5),
              fields.integer("prefix_padding_ms", 0, MAX_MS).orElse(300),
              fields.integer("silence_duration_ms", 0, MAX_MS).orElse(500),
              create,
              interrupt,
              fields.integer("idle_timeout_ms", 5_000, 30_000));
      case SEMANTIC_VAD ->
          new TurnDetection.SemanticVad(
              fields
                  .choice("eagerness", TurnDetection.Eagerness.values())
                  .orElse(TurnDetection.Eagerness.AUTO),
              create,
              interrupt);
    };
  }

  private enum Kind implements Wire {
    SERVER_VAD,
    SEMANTIC_VAD,
    NONE
  }

  static ObjectNode write(AudioFormat format) {
    ObjectNode node = object().put("type", format.type());
    return format == AudioFormat.PCM ? node.put("rate", format.rate()) : node;
  }

  static ObjectNode write(SessionConfig.Input input) {
    ObjectNode node = object();
    node.set("format", write(input.format()));
    node.set("noise_reduction", noiseReduction(input.noiseReduction()));
    node.set("transcription", transcription(input.transcription()));
    node.set("turn_detection", turnDetection(input.turnDetection()));
    return node;
  }

  static ObjectNode write(SessionConfig.Output output) {
    ObjectNode node = object();
    node.set("format", write(output.format()));
    return node.put("voice", output.voice()).put("speed", output.speed());
  }

  static JsonNode noiseReduction(Optional<NoiseReduction> value) {
    if (value.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    ObjectNode node = object().put("type", value.get().field().wireName());
    value.get().strength().ifPresent(strength -> node.put("strength", strength));
    return node;
  }

  static JsonNode transcription(Optional<Transcription> value) {
    if (value.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    Transcription set = value.get();
    ObjectNode node = object();
    set.model().ifPresent(model -> node.put("model", model));
    set.language().ifPresent(language -> node.put("language", language));
    set.prompt().ifPresent(prompt -> node.put("prompt", prompt));
    if (!set.languages().isEmpty()) {
      set.languages().forEach(node.putArray("languages")::add);
    }
    if (!set.keywords().isEmpty()) {
      set.keywords().forEach(node.putArray("keywords")::add);
    }
    set.delay().ifPresent(delay -> node.put("delay", delay));
    return node;
  }

  static JsonNode turnDetection(TurnDetection value) {
    return switch (value) {
      case TurnDetection.None _ -> JsonNodeFactory.instance.nullNode();
      case TurnDetection.ServerVad vad -> {
        ObjectNode node =
            object()
                .put("type", "server_vad")
                .put("threshold", vad.threshold())
                .put("prefix_padding_ms", vad.prefixPaddingMs())
                .put("silence_duration_ms", vad.silenceDurationMs())
                .put("create_response", vad.createResponse())
                .put("interrupt_response", vad.interruptResponse());
        OptionalInt idle = vad.idleTimeoutMs();
        yield idle.isPresent()
            ? node.put("idle_timeout_ms", idle.getAsInt())
            : node.putNull("idle_timeout_ms");
      }
      case TurnDetection.SemanticVad vad ->
          object()
              .put("type", "semantic_vad")
              .put("eagerness", vad.eagerness().wireName())
              .put("create_response", vad.createResponse())
              .put("interrupt_response", vad.interruptResponse());
    };
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
