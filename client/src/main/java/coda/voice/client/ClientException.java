package coda.voice.client;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import coda.voice.protocol.coda.ServerMessage.Failure;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The client could not do what was asked of it; or the server refused, then with its code. */
public final class ClientException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final long retryAfterMs;

  ClientException(ErrorCode error, String message) {
    this(error, message, null, OptionalLong.empty());
  }

  ClientException(ErrorCode error, String message, @Nullable Throwable cause) {
    this(error, message, cause, OptionalLong.empty());
  }

  ClientException(
      ErrorCode error, String message, @Nullable Throwable cause, OptionalLong retryAfterMs) {
    super(error, message, message, cause);
    this.retryAfterMs = retryAfterMs.orElse(-1);
  }

  /** What the server refused, in its words and with its code. */
  static ClientException of(Failure failure) {
    return new ClientException(
        ErrorCode.told(failure.code()),
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
