package coda.voice.server.soak;

import coda.voice.VoiceException;

/** The server that was to be soaked is not there. */
public final class SoakException extends VoiceException {
  private static final long serialVersionUID = 1L;

  SoakException(Reason reason, Throwable cause) {
    super(SoakError.SOAK_SERVER_GONE, reason.words, reason.words, cause);
  }

  /** Why it is not there. */
  enum Reason {
    NOT_STARTED("The server that was to be soaked did not start"),
    GONE("The server that was being soaked is gone");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }
}
