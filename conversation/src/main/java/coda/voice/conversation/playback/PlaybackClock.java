package coda.voice.conversation.playback;

/**
 * Knows how much of an answer the client has played.
 *
 * <p>A client plays what it has received without a break and waits when it has nothing: so the
 * position runs with real time and never past what was sent. An acknowledgement from the client is
 * better knowledge and replaces the reckoning, which goes on from there. Acknowledgements are
 * monotone: one that goes back is ignored; one past what was sent is cut to it.
 *
 * <p>Times in ms, positions in ms of the answer's audio. Used on the session's loop only; the
 * caller brings the time.
 */
public final class PlaybackClock {
  private long sentMs;
  private double playedMs;
  private long reckonedAt;
  private long acknowledgedMs = -1;
  private boolean held;
  private boolean standing;

  /**
   * More audio went out.
   *
   * @param totalMs sent so far, never less than before
   * @param now ms of a clock that never goes back
   */
  public void sent(double totalMs, long now) {
    reckon(now);
    sentMs = Math.max(sentMs, Math.round(totalMs));
  }

  /**
   * The client says what it has played.
   *
   * @param ms its position
   * @param now ms of a clock that never goes back
   */
  public void acknowledge(long ms, long now) {
    // A client that stands still repeats its position; while it plays, a repetition is an echo.
    if (ms > acknowledgedMs || (held && ms == acknowledgedMs)) {
      acknowledgedMs = Math.min(ms, sentMs);
      playedMs = acknowledgedMs;
      reckonedAt = now;
      standing = held;
    }
  }

  /**
   * Sending pauses. A client plays on what it has, unless it says where it stands: from its first
   * acknowledgement until {@link #resume} its position is only what it acknowledges.
   */
  public void hold() {
    held = true;
  }

  /**
   * Sending goes on.
   *
   * @param now ms of a clock that never goes back
   */
  public void resume(long now) {
    reckon(now);
    held = false;
    standing = false;
  }

  /**
   * What was played, 0 to {@link #sentMs()}.
   *
   * @param now ms of a clock that never goes back
   */
  public long playedMs(long now) {
    reckon(now);
    return (long) playedMs;
  }

  /** What was sent. */
  public long sentMs() {
    return sentMs;
  }

  /**
   * What the client still has to play.
   *
   * @param now ms of a clock that never goes back
   */
  public double aheadMs(long now) {
    reckon(now);
    return sentMs - playedMs;
  }

  private void reckon(long now) {
    long passed = Math.max(0, now - reckonedAt);
    if (!standing) {
      playedMs = Math.min(sentMs, playedMs + passed);
    }
    reckonedAt = Math.max(reckonedAt, now);
  }
}
