package coda.voice.protocol.realtime;

import java.util.Optional;

/** What a client says. */
public sealed interface ClientEvent {
  /**
   * {@code session.update}.
   *
   * @param patch what is to change
   */
  record SessionUpdate(SessionPatch patch) implements ClientEvent {}

  /**
   * {@code input_audio_buffer.append}; {@link AppendReader} reads it without this record.
   *
   * @param audio in the input format of the session
   */
  record InputAudioAppend(AudioBytes audio) implements ClientEvent {}

  /** {@code input_audio_buffer.commit}. */
  record InputAudioCommit() implements ClientEvent {}

  /** {@code input_audio_buffer.clear}. */
  record InputAudioClear() implements ClientEvent {}

  /**
   * {@code conversation.item.create}.
   *
   * @param item to insert
   * @param previousItemId after which; {@link #ROOT} for the beginning, empty for the end
   */
  record ItemCreate(Item item, Optional<String> previousItemId) implements ClientEvent {
    /** The place before all items. */
    public static final String ROOT = "root";
  }

  /**
   * {@code conversation.item.retrieve}.
   *
   * @param itemId which
   */
  record ItemRetrieve(String itemId) implements ClientEvent {}

  /**
   * {@code conversation.item.delete}.
   *
   * @param itemId which
   */
  record ItemDelete(String itemId) implements ClientEvent {}

  /**
   * {@code conversation.item.truncate}.
   *
   * @param itemId which
   * @param contentIndex of its audio, 0 or more
   * @param audioEndMs what was heard, 0 or more
   */
  record ItemTruncate(String itemId, int contentIndex, int audioEndMs) implements ClientEvent {}

  /**
   * {@code response.create}.
   *
   * @param params what differs from the session
   */
  record ResponseCreate(ResponseParams params) implements ClientEvent {}

  /**
   * {@code response.cancel}.
   *
   * @param responseId which; empty for the one of the conversation
   */
  record ResponseCancel(Optional<String> responseId) implements ClientEvent {}

  /** {@code output_audio_buffer.clear}, which does not exist over a WebSocket. */
  record OutputAudioClear() implements ClientEvent {}
}
