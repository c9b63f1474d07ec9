package coda.voice.gateway.tls;

import coda.voice.VoiceException;
import org.jspecify.annotations.Nullable;

/** A certificate, or the key to it, cannot be used. */
public final class TlsException extends VoiceException {
  private static final long serialVersionUID = 1L;

  /**
   * What is wrong.
   *
   * @param error its code
   * @param message for operators; names files, holds nothing that is secret
   */
  public TlsException(TlsError error, String message) {
    this(error, message, null);
  }

  /**
   * What is wrong, and what led to it.
   *
   * @param error its code
   * @param message for operators; names files, holds nothing that is secret
   * @param cause what led to it, or null
   */
  public TlsException(TlsError error, String message, @Nullable Throwable cause) {
    super(error, message, error.facts().meaning(), cause);
  }
}
