package coda.voice.protocol.realtime;

import java.util.Optional;

/** What events are called in a dialect, if they exist in it. */
final class EventNames {
  private EventNames() {}

  static Optional<String> in(Dialect dialect, ServerEvent event) {
    return switch (dialect) {
      case GA -> current(event);
      case BETA -> beta(event);
      case AZURE_PREVIEW -> preview(event);
    };
  }

  private static Optional<String> current(ServerEvent event) {
    return event instanceof ServerEvent.ConversationCreated
        ? Optional.empty()
        : Optional.of(event.type());
  }

  private static Optional<String> preview(ServerEvent event) {
    return switch (event) {
      case ServerEvent.ConversationCreated _, ServerEvent.TranscriptionDelta _ -> Optional.empty();
      default -> beta(event);
    };
  }

  private static Optional<String> beta(ServerEvent event) {
    return switch (event) {
      case ServerEvent.ItemAdded _ -> Optional.of("conversation.item.created");
      case ServerEvent.SessionUpdated updated
          when updated.session().config().type() == SessionType.TRANSCRIPTION ->
          Optional.of("transcription_session.updated");
      case ServerEvent.OutputAudioDelta _,
          ServerEvent.OutputAudioDone _,
          ServerEvent.OutputAudioTranscriptDelta _,
          ServerEvent.OutputAudioTranscriptDone _,
          ServerEvent.OutputTextDelta _,
          ServerEvent.OutputTextDone _ ->
          Optional.of(event.type().replace("response.output_", "response."));
      case ServerEvent.ItemDone _,
          ServerEvent.TimeoutTriggered _,
          ServerEvent.TranscriptionSegment _,
          ServerEvent.McpArgumentsDelta _,
          ServerEvent.McpArgumentsDone _,
          ServerEvent.McpCallInProgress _,
          ServerEvent.McpCallCompleted _,
          ServerEvent.McpCallFailed _,
          ServerEvent.McpListToolsInProgress _,
          ServerEvent.McpListToolsCompleted _,
          ServerEvent.McpListToolsFailed _ ->
          Optional.empty();
      default -> Optional.of(event.type());
    };
  }
}
