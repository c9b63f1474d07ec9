package coda.voice.conversation.turn;

/** What the user does. Times are ms of session time. */
public sealed interface User {
  /** Nothing. */
  record Silent() implements User {}

  /**
   * Speaks.
   *
   * @param since when this stretch of speech began
   */
  record Speaking(long since) implements User {}

  /**
   * Has stopped; maybe the turn is over.
   *
   * @param since when speech ended
   * @param deadline when the turn is taken to be over
   * @param finished how likely it is over by what was heard, 0 to 1
   */
  record Ending(long since, long deadline, double finished) implements User {}

  /** Nothing. */
  User SILENT = new Silent();
}
