package coda.voice.client;

import coda.voice.VoiceException;
import coda.voice.protocol.coda.ServerMessage.Failure;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The client could not do what was asked of it; or the server refused, then with its code. */
public final class ClientException extends VoiceException {
  private static final long serialVersionUID = 1L;

  /** Nobody answers at the address. */
  public static final String UNREACHABLE = "CLIENT_UNREACHABLE";

  /** Somebody answers, but does not open a WebSocket. */
  public static final String REFUSED = "CLIENT_REFUSED";

  /** The server wants a token, or another one. */
  public static final String AUTHENTICATION = "CLIENT_AUTHENTICATION";

  /** No answer in time. */
  public static final String TIMEOUT = "CLIENT_TIMEOUT";

  /** The connection was lost before the answer came. */
  public static final String CONNECTION_LOST = "CLIENT_CONNECTION_LOST";

  /** The client was closed, or gave up reconnecting. */
  public static final String CLOSED = "CLIENT_CLOSED";

  /** The waiting thread was interrupted. */
  public static final String INTERRUPTED = "CLIENT_INTERRUPTED";

  /** Not possible now: not connected yet, no voice started, or called from the listener. */
  public static final String STATE = "CLIENT_STATE";

  /** The server said something unexpected. */
  public static final String UNEXPECTED = "CLIENT_UNEXPECTED";

  private final long retryAfterMs;

  ClientException(String code, String message) {
    this(code, message, null, OptionalLong.empty());
  }

  ClientException(String code, String message, @Nullable Throwable cause) {
    this(code, message, cause, OptionalLong.empty());
  }

  ClientException(
      String code, String message, @Nullable Throwable cause, OptionalLong retryAfterMs) {
    super(code, message, message, cause);
    this.retryAfterMs = retryAfterMs.orElse(-1);
  }

  /** What the server refused, in its words and with its code. */
  static ClientException of(Failure failure) {
    return new ClientException(
        failure.code(),
        failure.error() + " (reference " + failure.reference() + ")",
        null,
        failure.retryAfterMs());
  }

  /** What went wrong, for people. */
  @Override
  public String getMessage() {
    return safeMessage();
  }

  /** When it is worth trying again, if the server said. */
  public OptionalLong retryAfterMs() {
    return retryAfterMs < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMs);
  }
}
