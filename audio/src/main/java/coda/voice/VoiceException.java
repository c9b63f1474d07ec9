package coda.voice;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception Coda Voice throws.
 *
 * <p>It carries an {@link ErrorCode} of the catalogue ({@code AUDIO_FORMAT_INVALID}), a message for
 * operators ({@link #getMessage()}, may name files, hosts and engines) and a safe message for
 * clients ({@link #safeMessage()}, never a class name, path or stack trace). Whoever reports it to
 * a client adds a reference id and logs the operator's message under it.
 */
public class VoiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode error;
  private final String safeMessage;

  /**
   * An exception whose operator message is safe for clients too.
   *
   * @param error its code
   * @param message for operators and clients
   */
  public VoiceException(ErrorCode error, String message) {
    this(error, message, message, null);
  }

  /**
   * An exception with different words for operators and clients.
   *
   * @param error its code
   * @param message for operators
   * @param safeMessage for clients
   * @param cause what led to it, or null
   */
  public VoiceException(
      ErrorCode error, String message, String safeMessage, @Nullable Throwable cause) {
    super(message, cause);
    this.error = error;
    this.safeMessage = safeMessage;
  }

  /** The entry of the catalogue. */
  public ErrorCode error() {
    return error;
  }

  /** The stable code, for example {@code AUDIO_FORMAT_INVALID}. */
  public String code() {
    return error.code();
  }

  /**
   * Whether that is what went wrong.
   *
   * @param other a code
   */
  public boolean is(ErrorCode other) {
    return error.code().equals(other.code());
  }

  /** What a client may read. */
  public String safeMessage() {
    return safeMessage;
  }
}
