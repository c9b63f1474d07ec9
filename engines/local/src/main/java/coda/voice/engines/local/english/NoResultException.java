package coda.voice.engines.local.english;

import static coda.voice.engine.EngineError.SUM_WITHOUT_RESULT;

import coda.voice.VoiceException;

/** A sum that has no result. Code {@code SUM_WITHOUT_RESULT}; the safe message may be spoken. */
public final class NoResultException extends VoiceException {
  private static final long serialVersionUID = 1L;

  /**
   * No result.
   *
   * @param why a sentence to be spoken
   */
  NoResultException(String why) {
    super(SUM_WITHOUT_RESULT, why);
  }
}
