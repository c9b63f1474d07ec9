package coda.voice.protocol.realtime;

import java.util.Locale;
import java.util.Optional;

/**
 * What went wrong, as clients read it.
 *
 * @param type for example {@link #INVALID_REQUEST}
 * @param code for example {@code invalid_value}
 * @param message for people
 * @param param the path of the field at fault, for example {@code session.audio.output.speed}
 * @param eventId of the client's event at fault, where it had one
 */
public record RealtimeError(
    String type,
    Optional<String> code,
    String message,
    Optional<String> param,
    Optional<String> eventId) {
  /** The client is at fault. */
  public static final String INVALID_REQUEST = "invalid_request_error";

  /** The server is at fault. */
  public static final String SERVER = "server_error";

  /**
   * An error of the client's.
   *
   * @param code for example {@code invalid_value}
   * @param message for people
   * @param param the path of the field at fault, if any
   */
  public static RealtimeError invalid(String code, String message, Optional<String> param) {
    return new RealtimeError(INVALID_REQUEST, Optional.of(code), message, param, Optional.empty());
  }

  /**
   * An error of the server's.
   *
   * @param code its code, told in small letters as OpenAI has them
   * @param message for people, safe for clients
   */
  public static RealtimeError server(String code, String message) {
    return new RealtimeError(
        SERVER,
        Optional.of(code.toLowerCase(Locale.ROOT)),
        message,
        Optional.empty(),
        Optional.empty());
  }

  /** The same, where the field at fault is one of a response. */
  public RealtimeError ofResponse() {
    return new RealtimeError(
        type,
        code,
        message,
        param.map(path -> path.replaceFirst("^session\\b", "response")),
        eventId);
  }

  /**
   * The same, known to be about this event.
   *
   * @param id of the client's event; empty leaves it as it is
   */
  public RealtimeError about(Optional<String> id) {
    return id.isEmpty() ? this : new RealtimeError(type, code, message, param, id);
  }
}
