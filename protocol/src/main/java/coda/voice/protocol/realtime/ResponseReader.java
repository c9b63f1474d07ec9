package coda.voice.protocol.realtime;

import java.util.Optional;

/** What {@code response.create} asks for, from JSON; the flat names of the beta dialect too. */
final class ResponseReader {
  private static final int MAX_PAIRS = 16;
  private static final int MAX_KEY = 64;
  private static final int MAX_VALUE = 512;
  private static final int MAX_INPUT = 1_000;

  private ResponseReader() {}

  static ResponseParams read(Fields response) {
    Fields output = response.object("audio").object("output");
    return new ResponseParams(
        response.text("instructions", SessionJson.MAX_INSTRUCTIONS),
        SessionJson.modality(response).or(() -> betaModality(response)),
        output.has("format")
            ? Optional.of(AudioJson.format(output, AudioFormat.PCM))
            : response
                .node("output_audio_format")
                .map(node -> AudioJson.betaFormat(response.path("output_audio_format"), node)),
        AudioJson.voice(output).or(() -> AudioJson.voice(response)),
        ToolJson.tools(response),
        ToolJson.choice(response),
        SessionJson.maxTokens(response, "max_output_tokens")
            .or(() -> SessionJson.maxTokens(response, "max_response_output_tokens")),
        response.flag("parallel_tool_calls"),
        SessionJson.reasoning(response),
        response.node("prompt").map(node -> SessionJson.prompt(response.path("prompt"), node)),
        response.pairs("metadata", MAX_PAIRS, MAX_KEY, MAX_VALUE),
        response
            .choice("conversation", ResponseParams.Conversation.values())
            .orElse(ResponseParams.Conversation.AUTO),
        response.list("input", MAX_INPUT, (path, node) -> input(Fields.object(path, node))));
  }

  private static Optional<OutputModality> betaModality(Fields response) {
    return response
        .node("modalities")
        .map(node -> BetaSession.modality(response.path("modalities"), node));
  }

  private static ResponseInput input(Fields input) {
    boolean reference =
        input.text("type", ItemReader.MAX_ID).filter("item_reference"::equals).isPresent();
    return reference
        ? new ResponseInput.Reference(input.requiredName("id", ItemReader.MAX_ID))
        : new ResponseInput.Given(ItemReader.read(input));
  }
}
