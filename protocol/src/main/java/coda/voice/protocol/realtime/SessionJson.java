package coda.voice.protocol.realtime;

import coda.voice.protocol.Shown;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a session as a change of the one before. */
final class SessionJson {
  static final int MAX_INSTRUCTIONS = 200_000;
  static final int MAX_OUTPUT_TOKENS = 4_096;
  private static final int MAX_NAME = 256;
  private static final int MAX_CONTEXT = 10_000_000;

  private SessionJson() {}

  /** The session before with what is there; {@code first} may change the type. */
  static SessionConfig read(Fields fields, SessionConfig before, boolean first) {
    Fields audio = fields.object("audio");
    fields.text("model", MAX_NAME); // repeated by clients, may be another: ours stays
    return new SessionConfig(
        type(fields, before, first),
        before.model(),
        modality(fields).orElse(before.outputModality()),
        fields.text("instructions", MAX_INSTRUCTIONS).orElse(before.instructions()),
        ToolJson.tools(fields).orElse(before.tools()),
        ToolJson.choice(fields).orElse(before.toolChoice()),
        fields.cleared("parallel_tool_calls")
            ? Optional.empty()
            : fields.flag("parallel_tool_calls").or(before::parallelToolCalls),
        fields.cleared("reasoning") ? Optional.empty() : reasoning(fields).or(before::reasoning),
        maxTokens(fields, "max_output_tokens")
            .map(ResponseParams.TokenLimit::tokens)
            .orElse(before.maxOutputTokens()),
        truncation(fields).orElse(before.truncation()),
        fields.change("prompt", before.prompt(), node -> prompt(fields.path("prompt"), node)),
        fields.change("tracing", before.tracing(), node -> tracing(fields.path("tracing"), node)),
        fields.change("include", before.include(), node -> include(fields.path("include"), node)),
        AudioJson.input(audio.object("input"), before.input()),
        AudioJson.output(audio.object("output"), before.output()),
        fields.has("temperature") ? fields.decimal("temperature", 0.6, 1.2) : before.temperature());
  }

  private static SessionType type(Fields fields, SessionConfig before, boolean first) {
    SessionType type = fields.choice("type", SessionType.values()).orElse(before.type());
    if (!first && type != before.type()) {
      throw Faults.value(
          fields.path("type"),
          Shown.text(type.wireName()) + " (it cannot change)",
          before.type().wireName());
    }
    return type;
  }

  /** Exactly one; both at once, which was usual once, is refused. */
  static Optional<OutputModality> modality(Fields fields) {
    String name = "output_modalities";
    return fields
        .list(name, 2, (at, node) -> Fields.choice(at, node, OutputModality.values()))
        .map(
            list -> {
              if (list.size() != 1) {
                throw Faults.value(
                    fields.path(name),
                    list.stream().map(OutputModality::wireName).toList().toString(),
                    "[audio], [text]");
              }
              return list.getFirst();
            });
  }

  static Optional<ResponseParams.TokenLimit> maxTokens(Fields fields, String name) {
    return fields
        .node(name)
        .map(
            node -> {
              if (node.isTextual()) {
                if (!node.textValue().equals("inf")) {
                  throw Faults.value(fields.path(name), Fields.shown(node), "1 to 4096 or \"inf\"");
                }
                return new ResponseParams.TokenLimit(OptionalInt.empty());
              }
              return new ResponseParams.TokenLimit(fields.integer(name, 1, MAX_OUTPUT_TOKENS));
            });
  }

  static Optional<ReasoningEffort> reasoning(Fields fields) {
    return fields
        .optionalObject("reasoning")
        .flatMap(reasoning -> reasoning.choice("effort", ReasoningEffort.values()));
  }

  private static Optional<Truncation> truncation(Fields fields) {
    String name = "truncation";
    return fields
        .node(name)
        .map(
            node -> {
              if (node.isTextual()) {
                return switch (node.textValue()) {
                  case "auto" -> new Truncation.Auto();
                  case "disabled" -> new Truncation.Disabled();
                  default ->
                      throw Faults.choice(
                          fields.path(name),
                          Fields.shown(node),
                          List.of("auto", "disabled", "an object"));
                };
              }
              return ratio(Fields.object(fields.path(name), node));
            });
  }

  private static Truncation ratio(Fields fields) {
    String type = fields.requiredText("type", MAX_NAME);
    if (!type.equals("retention_ratio")) {
      throw Faults.choice(fields.path("type"), Shown.text(type), List.of("retention_ratio"));
    }
    return new Truncation.RetentionRatio(
        fields
            .decimal("retention_ratio", 0, 1)
            .orElseThrow(() -> Faults.missing(fields.path("retention_ratio"))),
        fields.object("token_limits").integer("post_instructions", 0, MAX_CONTEXT));
  }

  static Json prompt(String path, JsonNode node) {
    Fields prompt = Fields.object(path, node);
    prompt.requiredName("id", MAX_NAME);
    prompt.text("version", MAX_NAME);
    prompt.optionalObject("variables");
    return Json.of(node);
  }

  private static Json tracing(String path, JsonNode node) {
    if (node.isTextual()) {
      if (!node.textValue().equals("auto")) {
        throw Faults.choice(path, Fields.shown(node), List.of("auto", "an object", "null"));
      }
    } else {
      Fields.object(path, node);
    }
    return Json.of(node);
  }

  private static List<String> include(String path, JsonNode node) {
    return Fields.list(
        path,
        node,
        10,
        (at, each) -> {
          String text = Fields.text(at, each, MAX_NAME);
          if (!text.equals(SessionConfig.LOGPROBS)) {
            throw Faults.choice(at, Fields.shown(each), List.of(SessionConfig.LOGPROBS));
          }
          return text;
        });
  }
}
