package coda.voice.conversation.turn;

/** What is said when an answer fails. */
public enum Apology {
  /** Nothing of the answer was heard. */
  NO_ANSWER,
  /** The answer broke off. */
  CUT_OFF
}
