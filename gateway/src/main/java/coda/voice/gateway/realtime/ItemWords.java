package coda.voice.gateway.realtime;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.protocol.realtime.Content;
import coda.voice.protocol.realtime.Item;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Items as lines of a conversation. */
final class ItemWords {
  private ItemWords() {}

  /**
   * The line that an item is; empty for what only announces something.
   *
   * @param item which
   * @param calls finds the call that a result belongs to
   */
  static Optional<Message> line(Item item, Function<String, Optional<Item.FunctionCall>> calls) {
    return switch (item) {
      case Item.Message message -> Optional.of(new Message(role(message), words(message)));
      case Item.FunctionCallOutput output ->
          calls
              .apply(output.callId())
              .map(call -> Message.ofTool(call.name(), call.arguments(), output.output()));
      case Item.FunctionCall call -> Optional.empty();
      case Item.McpListTools list -> Optional.empty();
      case Item.McpCall call ->
          call.output().map(result -> Message.ofTool(call.name(), call.arguments(), result));
      case Item.McpApprovalRequest request -> Optional.empty();
      case Item.McpApprovalResponse response -> Optional.empty();
    };
  }

  private static Role role(Item.Message message) {
    return switch (message.role()) {
      case SYSTEM -> Role.SYSTEM;
      case USER -> Role.USER;
      case ASSISTANT -> Role.ASSISTANT;
    };
  }

  /** All words of a message. */
  static String words(Item.Message message) {
    return message.content().stream()
        .map(ItemWords::words)
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining(" "));
  }

  private static String words(Content content) {
    return switch (content) {
      case Content.InputText text -> text.text();
      case Content.InputAudio audio -> audio.transcript().orElse("");
      case Content.InputImage image -> "";
      case Content.OutputText text -> text.text();
      case Content.OutputAudio audio -> audio.transcript().orElse("");
    };
  }
}
