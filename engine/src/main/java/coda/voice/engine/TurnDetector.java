package coda.voice.engine;

/** Judges, while the user is silent, whether the turn is over. Stateless and cheap. */
public interface TurnDetector extends Engine {
  /**
   * How likely the user has finished.
   *
   * @param evidence what was heard of the turn so far
   */
  Judgement judge(TurnEvidence evidence);

  /**
   * What was heard so far.
   *
   * @param partial the transcript so far, maybe empty
   * @param spokenMs how long the user spoke
   * @param language BCP 47
   */
  record TurnEvidence(String partial, long spokenMs, String language) {}

  /** The three answers; the conversation's settings say how long each waits. */
  enum Judgement {
    /** A whole command or question: wait little. */
    COMPLETE,
    /** Cannot tell. */
    UNKNOWN,
    /** More is to come ("and", "um", a number being dictated): wait long. */
    INCOMPLETE
  }
}
