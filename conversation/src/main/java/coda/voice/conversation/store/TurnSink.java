package coda.voice.conversation.store;

/** Takes the turns of one session. */
@FunctionalInterface
public interface TurnSink {
  /** Keeps nothing. */
  TurnSink NONE = turn -> {};

  /**
   * A turn was answered, or changed afterwards, or the session ended before it was answered. Called
   * on the session's loop; must not block.
   *
   * @param turn as it is now; numbers begin with 1 in every session
   */
  void onTurn(StoredTurn turn);
}
