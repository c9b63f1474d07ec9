package coda.voice.protocol.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A session as JSON: everything in effect, in the shape of the dialect. */
final class SessionOut {
  private static final double BETA_TEMPERATURE = 0.8;

  private SessionOut() {}

  static Out write(SessionObject session, Dialect dialect) {
    boolean conversation = session.config().type() == SessionType.REALTIME;
    if (dialect.isBeta()) {
      return conversation ? betaRealtime(session) : betaTranscription(session);
    }
    return conversation ? realtime(session) : transcription(session);
  }

  private static Out realtime(SessionObject session) {
    SessionConfig config = session.config();
    Out out =
        new Out()
            .text("type", config.type().wireName())
            .text("object", "realtime.session")
            .text("id", session.id())
            .text("model", config.model())
            .texts("output_modalities", config.outputModality().wireName())
            .text("instructions", config.instructions())
            .list("tools", config.tools(), ToolJson::write)
            .set("tool_choice", ToolJson.write(config.toolChoice()));
    config.parallelToolCalls().ifPresent(flag -> out.flag("parallel_tool_calls", flag));
    config
        .reasoning()
        .ifPresent(effort -> out.set("reasoning", new Out().text("effort", effort.wireName())));
    return out.set("max_output_tokens", maxTokens(config.maxOutputTokens()))
        .set("truncation", truncation(config.truncation()))
        .set("prompt", config.prompt().map(Json::node).orElseGet(SessionOut::nothing))
        .set("tracing", config.tracing().map(Json::node).orElseGet(SessionOut::nothing))
        .set("include", include(config))
        .set(
            "audio",
            new Out()
                .set("input", AudioJson.write(config.input()))
                .set("output", AudioJson.write(config.output())))
        .whole("expires_at", session.expiresAt());
  }

  private static Out transcription(SessionObject session) {
    SessionConfig config = session.config();
    return new Out()
        .text("type", config.type().wireName())
        .text("object", "realtime.transcription_session")
        .text("id", session.id())
        .set("include", include(config))
        .set("audio", new Out().set("input", AudioJson.write(config.input())))
        .whole("expires_at", session.expiresAt());
  }

  private static Out betaRealtime(SessionObject session) {
    SessionConfig config = session.config();
    Out out =
        new Out()
            .text("id", session.id())
            .text("object", "realtime.session")
            .text("model", config.model())
            .whole("expires_at", session.expiresAt())
            .texts("modalities", modalities(config.outputModality()))
            .text("instructions", config.instructions())
            .text("voice", config.output().voice())
            .text("output_audio_format", config.output().format().betaName())
            .decimal("speed", config.output().speed())
            .list("tools", config.tools(), ToolJson::write)
            .set("tool_choice", ToolJson.write(config.toolChoice()))
            .decimal("temperature", temperature(config.temperature()))
            .set("max_response_output_tokens", maxTokens(config.maxOutputTokens()))
            .set("tracing", config.tracing().map(Json::node).orElseGet(SessionOut::nothing));
    return betaInput(out, config);
  }

  private static Out betaTranscription(SessionObject session) {
    Out out =
        new Out()
            .text("id", session.id())
            .text("object", "realtime.transcription_session")
            .whole("expires_at", session.expiresAt());
    return betaInput(out, session.config());
  }

  private static Out betaInput(Out out, SessionConfig config) {
    SessionConfig.Input input = config.input();
    return out.text("input_audio_format", input.format().betaName())
        .set("input_audio_transcription", AudioJson.transcription(input.transcription()))
        .set("input_audio_noise_reduction", AudioJson.noiseReduction(input.noiseReduction()))
        .set("turn_detection", AudioJson.turnDetection(input.turnDetection()))
        .set("include", include(config));
  }

  static String[] modalities(OutputModality modality) {
    return modality == OutputModality.AUDIO
        ? new String[] {"audio", "text"}
        : new String[] {"text"};
  }

  static JsonNode maxTokens(OptionalInt limit) {
    return limit.isPresent()
        ? JsonNodeFactory.instance.numberNode(limit.getAsInt())
        : JsonNodeFactory.instance.textNode("inf");
  }

  static double temperature(OptionalDouble set) {
    return set.orElse(BETA_TEMPERATURE);
  }

  private static JsonNode truncation(Truncation truncation) {
    return switch (truncation) {
      case Truncation.Auto _ -> JsonNodeFactory.instance.textNode("auto");
      case Truncation.Disabled _ -> JsonNodeFactory.instance.textNode("disabled");
      case Truncation.RetentionRatio ratio -> {
        Out out =
            new Out()
                .text("type", "retention_ratio")
                .decimal("retention_ratio", ratio.retentionRatio());
        OptionalInt limit = ratio.postInstructions();
        if (limit.isPresent()) {
          out.set("token_limits", new Out().whole("post_instructions", limit.getAsInt()));
        }
        yield out.node();
      }
    };
  }

  private static JsonNode include(SessionConfig config) {
    return config
        .include()
        .<JsonNode>map(
            names -> {
              var array = JsonNodeFactory.instance.arrayNode();
              names.forEach(array::add);
              return array;
            })
        .orElseGet(SessionOut::nothing);
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.nullNode();
  }
}
