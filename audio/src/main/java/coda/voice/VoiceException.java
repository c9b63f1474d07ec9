package coda.voice;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception Coda Voice throws.
 *
 * <p>It carries a stable code for programs ({@code AUDIO_FORMAT_INVALID}), a message for operators
 * ({@link #getMessage()}, may name files, hosts and engines) and a safe message for clients ({@link
 * #safeMessage()}, never a class name, path or stack trace). Whoever reports it to a client adds a
 * reference id and logs the operator's message under it.
 */
public class VoiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String safeMessage;

  /**
   * An exception whose operator message is safe for clients too.
   *
   * @param code stable, upper case, words joined by underscores
   * @param message for operators and clients
   */
  public VoiceException(String code, String message) {
    this(code, message, message, null);
  }

  /**
   * An exception with different words for operators and clients.
   *
   * @param code stable, upper case, words joined by underscores
   * @param message for operators
   * @param safeMessage for clients
   * @param cause what led to it, or null
   */
  public VoiceException(
      String code, String message, String safeMessage, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.safeMessage = safeMessage;
  }

  /** The stable code, for example {@code AUDIO_FORMAT_INVALID}. */
  public String code() {
    return code;
  }

  /** What a client may read. */
  public String safeMessage() {
    return safeMessage;
  }
}
