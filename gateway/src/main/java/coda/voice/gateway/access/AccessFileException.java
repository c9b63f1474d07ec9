package coda.voice.gateway.access;

import coda.voice.VoiceException;

/** A file with keys cannot be read, or is not as it must be. */
public final class AccessFileException extends VoiceException {
  private static final long serialVersionUID = 1L;

  /**
   * What is wrong.
   *
   * @param error {@code ACCESS_FILE_UNREADABLE} or {@code ACCESS_FILE_INVALID}
   * @param message for operators; holds nothing that is secret
   */
  public AccessFileException(AccessError error, String message) {
    super(error, message);
  }
}
