package coda.voice.conversation.turn;

/** The timers of turn-taking. Each is armed at most once at a time. */
public enum TurnTimer {
  /** The silence after speech is long enough: the turn is over. */
  END_OF_TURN,
  /** The words have not changed for a moment: an answer may be begun on trust. */
  SPECULATE,
  /** Nothing came of a possible interruption. */
  FALSE_INTERRUPTION,
  /** The turn is longer than any turn may be. */
  MAX_TURN,
  /** The final transcript did not come. */
  FINAL_TRANSCRIPT,
  /** The duplex model has not answered what the user said to it. */
  MODEL_ANSWER,
  /** The answer has no words yet. */
  FIRST_TEXT,
  /** The answer has no sound yet. */
  FIRST_AUDIO,
  /** The answer stopped in the middle. */
  STALL,
  /** It is quiet, and the assistant may speak up. */
  IDLE_PROMPT,
  /** Nothing has happened for a long time. */
  IDLE,
  /** The lost connection did not come back. */
  SUSPENSION
}
