package coda.voice.conversation;

/** What a session counts of itself. On the session's loop. */
final class SessionTally {
  private int userTurns;
  private int replies;
  private int interruptions;
  private int speculationsWon;
  private int speculationsWasted;
  private long spokenMs;

  void userTurn() {
    userTurns++;
  }

  void reply() {
    replies++;
  }

  void interruption() {
    interruptions++;
  }

  void speculationWon() {
    speculationsWon++;
  }

  void speculationWasted() {
    speculationsWasted++;
  }

  void spoke(long ms) {
    spokenMs += ms;
  }

  SessionNotice.SessionSummary summary(long durationMs, long heardMs) {
    return new SessionNotice.SessionSummary(
        durationMs,
        userTurns,
        replies,
        interruptions,
        speculationsWon,
        speculationsWasted,
        heardMs,
        spokenMs);
  }
}
