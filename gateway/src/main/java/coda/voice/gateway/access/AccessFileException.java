package coda.voice.gateway.access;

import coda.voice.VoiceException;

/** A file with keys cannot be read, or is not as it must be. */
public final class AccessFileException extends VoiceException {
  private static final long serialVersionUID = 1L;

  /** It cannot be read. */
  public static final String UNREADABLE = "ACCESS_FILE_UNREADABLE";

  /** It can be read and is wrong. */
  public static final String INVALID = "ACCESS_FILE_INVALID";

  /**
   * What is wrong.
   *
   * @param code one of the constants
   * @param message for operators; holds nothing that is secret
   */
  public AccessFileException(String code, String message) {
    super(code, message);
  }
}
