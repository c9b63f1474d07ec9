package coda.voice.conversation.routing;

/**
 * How one answerer did in one turn.
 *
 * @param answerer who
 * @param bucket what the turn asked for
 * @param valid whether an answer came that says something, before its deadline
 * @param firstSoundMs from the end of the user's turn to the first audible sound; of no meaning
 *     when nothing came
 * @param interruptedEarly whether the user cut it within its first two seconds
 * @param failed whether the engine failed or was too late
 */
public record Delivery(
    Answerer answerer,
    Complexity bucket,
    boolean valid,
    long firstSoundMs,
    boolean interruptedEarly,
    boolean failed) {

  /** Checks the time. */
  public Delivery {
    if (firstSoundMs < 0) {
      throw new IllegalArgumentException("firstSoundMs must not be negative: " + firstSoundMs);
    }
  }

  /** Whether there was an answer to hear. */
  boolean came() {
    return valid && !failed;
  }

  /** Whether it was as it should be: there, in time, and not cut at once. */
  public boolean good() {
    return came() && !interruptedEarly;
  }
}
