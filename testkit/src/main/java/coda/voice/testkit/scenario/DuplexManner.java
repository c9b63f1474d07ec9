package coda.voice.testkit.scenario;

/** How the duplex model says something. */
public sealed interface DuplexManner {
  /**
   * So long after the user's last word.
   *
   * @param ms how long; usually 200
   */
  record After(long ms) implements DuplexManner {
    /** Checks the range. */
    public After {
      if (ms < 0) {
        throw new IllegalArgumentException("nobody answers before the last word");
      }
    }
  }

  /** Its words are not told, only their sound comes. */
  record WithoutWords() implements DuplexManner {}

  /** Each word is told in two pieces. */
  record InPieces() implements DuplexManner {}

  /** It falls silent when the user says something. */
  record Yields() implements DuplexManner {}

  /**
   * It stops in the middle and says no more of it.
   *
   * @param words after how many
   */
  record Stalls(int words) implements DuplexManner {}

  /**
   * The model dies in the middle.
   *
   * @param words after how many
   */
  record Dies(int words) implements DuplexManner {}

  /**
   * The model is lost in the middle, and replaced after a second by one that knows nothing.
   *
   * @param words after how many
   */
  record IsLost(int words) implements DuplexManner {}
}
