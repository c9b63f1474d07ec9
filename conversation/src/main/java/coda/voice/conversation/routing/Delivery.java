package coda.voice.conversation.routing;

/**
 * How one answerer did in one turn.
 *
 * @param answerer who
 * @param bucket what the turn asked for
 * @param result what became of it
 * @param firstSoundMs from the end of the user's turn until it could be heard, in ms; of no meaning
 *     when it failed
 */
public record Delivery(Answerer answerer, Complexity bucket, Result result, long firstSoundMs) {
  /** What became of an answer. */
  public enum Result {
    /** It was heard, and not cut within its first two seconds. */
    HEARD,
    /** It was heard, and the user cut it within its first two seconds. */
    INTERRUPTED,
    /** It came, but another one was heard: nobody knows what the user would have thought of it. */
    UNHEARD,
    /** It did not come, said nothing, broke off or was too late. */
    FAILED
  }

  /** Checks the time. */
  public Delivery {
    if (firstSoundMs < 0) {
      throw new IllegalArgumentException("firstSoundMs must not be negative: " + firstSoundMs);
    }
  }

  /** Whether there was an answer to hear. */
  boolean came() {
    return result != Result.FAILED;
  }

  /** Whether the user had a chance to cut it. */
  boolean heard() {
    return result == Result.HEARD || result == Result.INTERRUPTED;
  }
}
