package coda.voice.conversation.turn;

/** Who decides when the assistant speaks. */
public enum Lead {
  /** The session: it answers when the user's turn is over. */
  SESSION,
  /**
   * The duplex model: it hears the user itself and speaks, stops and falls silent when it wants to.
   * The user's turns are only understood and remembered.
   */
  MODEL
}
