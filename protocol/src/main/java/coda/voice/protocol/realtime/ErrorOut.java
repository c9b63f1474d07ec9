package coda.voice.protocol.realtime;

/** Errors as JSON: every key is there, {@code null} where nothing is known. */
final class ErrorOut {
  private ErrorOut() {}

  static Out write(RealtimeError error) {
    return http(error).nullable("event_id", error.eventId());
  }

  /** Without the event's id, which HTTP does not have. */
  static Out http(RealtimeError error) {
    return new Out()
        .text("type", error.type())
        .nullable("code", error.code())
        .text("message", error.message())
        .nullable("param", error.param());
  }
}
