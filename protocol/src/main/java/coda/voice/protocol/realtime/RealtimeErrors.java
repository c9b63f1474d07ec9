package coda.voice.protocol.realtime;

import coda.voice.protocol.Shown;
import java.util.Optional;

/**
 * The errors of the protocol that depend on what the session is doing, in the words that clients
 * look for.
 */
public final class RealtimeErrors {
  private RealtimeErrors() {}

  /** {@code response.cancel} when no response is being made. */
  public static RealtimeError cancelNotActive() {
    return RealtimeError.invalid(
        "response_cancel_not_active",
        "Cancellation failed: no active response found",
        Optional.empty());
  }

  /**
   * {@code response.create} while a response of the conversation is being made.
   *
   * @param responseId of that one
   */
  public static RealtimeError activeResponse(String responseId) {
    return RealtimeError.invalid(
        "conversation_already_has_active_response",
        "Conversation already has an active response in progress: "
            + responseId
            + ". Wait until the response is finished before creating a new one.",
        Optional.empty());
  }

  /**
   * {@code input_audio_buffer.commit} of hardly any audio.
   *
   * @param millis that are there
   */
  public static RealtimeError commitEmpty(long millis) {
    return RealtimeError.invalid(
        "input_audio_buffer_commit_empty",
        "Error committing input audio buffer: buffer too small. Expected at least 100ms of audio,"
            + " but buffer only has "
            + millis
            + "ms of audio.",
        Optional.empty());
  }

  /**
   * {@code conversation.item.retrieve} of an item that is not there.
   *
   * @param itemId asked for
   */
  public static RealtimeError retrieveUnknown(String itemId) {
    return unknownItem("item_retrieve_invalid_item_id", "retrieving", itemId);
  }

  /**
   * {@code conversation.item.delete} of an item that is not there.
   *
   * @param itemId asked for
   */
  public static RealtimeError deleteUnknown(String itemId) {
    return unknownItem("item_delete_invalid_item_id", "deleting", itemId);
  }

  /**
   * {@code conversation.item.truncate} of an item that is not there.
   *
   * @param itemId asked for
   */
  public static RealtimeError truncateUnknown(String itemId) {
    return unknownItem("item_truncate_invalid_item_id", "truncating", itemId);
  }

  private static RealtimeError unknownItem(String code, String doing, String itemId) {
    return RealtimeError.invalid(
        code,
        "Error " + doing + " item: the item with id " + Shown.text(itemId) + " does not exist.",
        Optional.of("item_id"));
  }

  /**
   * {@code conversation.item.truncate} beyond the end.
   *
   * @param hasMs the audio that the item has
   * @param audioEndMs asked for
   */
  public static RealtimeError truncateBeyond(long hasMs, long audioEndMs) {
    return RealtimeError.invalid(
        "invalid_value",
        "Audio content of " + hasMs + "ms is already shorter than " + audioEndMs + "ms",
        Optional.of("audio_end_ms"));
  }

  /**
   * {@code conversation.item.truncate} of what has no audio.
   *
   * @param itemId asked for
   */
  public static RealtimeError truncateWithoutAudio(String itemId) {
    return RealtimeError.invalid(
        "invalid_value",
        "Only model output audio messages can be truncated; "
            + Shown.text(itemId)
            + " has no audio of the assistant.",
        Optional.of("item_id"));
  }

  /**
   * {@code conversation.item.create} after an item that is not there.
   *
   * @param previousItemId asked for
   */
  public static RealtimeError previousUnknown(String previousItemId) {
    return RealtimeError.invalid(
        "item_create_invalid_previous_item_id",
        "Error creating item: the previous item with id "
            + Shown.text(previousItemId)
            + " does not exist.",
        Optional.of("previous_item_id"));
  }

  /**
   * {@code conversation.item.create} with an id that is taken.
   *
   * @param itemId asked for
   */
  public static RealtimeError duplicateItem(String itemId) {
    return RealtimeError.invalid(
        "item_create_duplicate_item_id",
        "Error creating item: an item with id " + Shown.text(itemId) + " already exists.",
        Optional.of("item.id"));
  }

  /**
   * {@code function_call_output} for a call that nobody made.
   *
   * @param callId asked for
   */
  public static RealtimeError unknownCall(String callId) {
    return RealtimeError.invalid(
        "invalid_tool_call_id",
        "Tool call ID " + Shown.text(callId) + " not found in conversation.",
        Optional.of("item.call_id"));
  }

  /** A change of voice after the assistant has spoken. */
  public static RealtimeError voiceFixed() {
    return RealtimeError.invalid(
        "cannot_update_voice",
        "Cannot update a conversation's voice if assistant audio is present.",
        Optional.of("session.audio.output.voice"));
  }

  /**
   * What a session of this kind cannot do.
   *
   * @param eventType that asked for it
   */
  public static RealtimeError notInTranscription(String eventType) {
    return RealtimeError.invalid(
        "invalid_value",
        eventType + " is not available in a transcription session.",
        Optional.of("type"));
  }

  /** {@code output_audio_buffer.clear}, which needs a buffer on our side. */
  public static RealtimeError noOutputBuffer() {
    return RealtimeError.invalid(
        "invalid_value",
        "output_audio_buffer.clear is available over WebRTC and SIP only.",
        Optional.of("type"));
  }

  /** A binary frame. */
  public static RealtimeError binaryFrame() {
    return RealtimeError.invalid(
        "invalid_json",
        "Binary messages are not understood: every event is JSON in a text message.",
        Optional.empty());
  }

  /**
   * The session has lasted as long as it may.
   *
   * @param minutes that it may last
   */
  public static RealtimeError sessionExpired(long minutes) {
    return RealtimeError.invalid(
        "session_expired",
        "Your session hit the maximum duration of " + minutes + " minutes.",
        Optional.empty());
  }
}
