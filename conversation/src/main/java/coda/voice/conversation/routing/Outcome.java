package coda.voice.conversation.routing;

/**
 * How a turn went.
 *
 * @param route who was to answer
 * @param winner whose answer was heard, or who was to give it when none was
 * @param bucket what the turn asked for: {@link Decision#bucket}
 * @param valid whether an answer was heard that says something, before its deadline
 * @param firstSoundMs from the end of the user's turn to the first audible sound, in ms; 0 when
 *     nothing came
 * @param interruptedEarly whether the user cut it within its first two seconds
 * @param failed whether the answer failed or was too late
 */
public record Outcome(
    Route route,
    Answerer winner,
    Complexity bucket,
    boolean valid,
    long firstSoundMs,
    boolean interruptedEarly,
    boolean failed) {

  /** Checks that they fit together. */
  public Outcome {
    if (!route.uses(winner)) {
      throw new IllegalArgumentException(winner + " does not answer on the route " + route);
    }
    if (firstSoundMs < 0) {
      throw new IllegalArgumentException("firstSoundMs must not be negative: " + firstSoundMs);
    }
  }

  /** What it says about the one who answered. */
  public Delivery delivery() {
    return new Delivery(winner, bucket, result(), firstSoundMs);
  }

  private Delivery.Result result() {
    if (failed || !valid) {
      return Delivery.Result.FAILED;
    }
    return interruptedEarly ? Delivery.Result.INTERRUPTED : Delivery.Result.HEARD;
  }
}
