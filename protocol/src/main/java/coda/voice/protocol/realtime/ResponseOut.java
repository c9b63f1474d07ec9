package coda.voice.protocol.realtime;

import java.util.Map;
import java.util.Optional;

/** A response as JSON. */
final class ResponseOut {
  private ResponseOut() {}

  static Out write(ResponseObject response, Dialect dialect) {
    Out out =
        new Out()
            .text("object", "realtime.response")
            .text("id", response.id())
            .text("status", response.status().wireName());
    details(out, response.status());
    out.list("output", response.output(), new ItemOut(dialect, false)::write)
        .nullable("conversation_id", response.conversationId());
    if (dialect.isBeta()) {
      out.texts("modalities", SessionOut.modalities(response.outputModality()))
          .text("voice", response.voice())
          .text("output_audio_format", response.outputFormat().betaName())
          .decimal("temperature", SessionOut.temperature(response.temperature()))
          .set("max_output_tokens", SessionOut.maxTokens(response.maxOutputTokens()));
    } else {
      out.texts("output_modalities", response.outputModality().wireName())
          .set("max_output_tokens", SessionOut.maxTokens(response.maxOutputTokens()))
          .set("audio", new Out().set("output", output(response)));
    }
    if (response.usage().isPresent()) {
      out.set("usage", usage(response.usage().get()));
    } else {
      out.nothing("usage");
    }
    return metadata(out, response.metadata());
  }

  private static Out output(ResponseObject response) {
    return new Out()
        .set("format", AudioJson.write(response.outputFormat()))
        .text("voice", response.voice());
  }

  private static void details(Out out, ResponseStatus status) {
    String name = "status_details";
    Out details = new Out().text("type", status.wireName());
    switch (status) {
      case ResponseStatus.InProgress _, ResponseStatus.Completed _ -> out.nothing(name);
      case ResponseStatus.Cancelled cancelled ->
          out.set(name, details.text("reason", cancelled.reason().wireName()));
      case ResponseStatus.Incomplete incomplete ->
          out.set(name, details.text("reason", incomplete.reason().wireName()));
      case ResponseStatus.Failed failed ->
          out.set(
              name,
              details.set(
                  "error",
                  new Out()
                      .text("type", failed.type())
                      .text("code", failed.code())
                      .text("message", failed.message())));
    }
  }

  private static Out usage(Usage usage) {
    return new Out()
        .whole("total_tokens", usage.total())
        .whole("input_tokens", usage.input().total())
        .whole("output_tokens", usage.output().total())
        .set(
            "input_token_details",
            withImages(usage.input())
                .whole("cached_tokens", usage.cached().total())
                .set("cached_tokens_details", withImages(usage.cached())))
        .set("output_token_details", tokens(usage.output()));
  }

  private static Out withImages(Usage.Tokens tokens) {
    return tokens(tokens).whole("image_tokens", tokens.image());
  }

  private static Out tokens(Usage.Tokens tokens) {
    return new Out().whole("text_tokens", tokens.text()).whole("audio_tokens", tokens.audio());
  }

  private static Out metadata(Out out, Optional<Map<String, String>> metadata) {
    if (metadata.isEmpty()) {
      return out.nothing("metadata");
    }
    Out pairs = new Out();
    metadata.get().forEach(pairs::text);
    return out.set("metadata", pairs);
  }
}
