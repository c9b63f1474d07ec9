package coda.voice.testkit.scenario;

/** How a client tells what it has played. */
public sealed interface AcknowledgementManner {
  /**
   * How often.
   *
   * @param ms between acknowledgements, at least 20
   */
  record Every(long ms) implements AcknowledgementManner {
    /** Checks the range. */
    public Every {
      if (ms < 20) {
        throw new IllegalArgumentException("a client acknowledges at most every 0.02");
      }
    }
  }

  /**
   * How long it takes for them to arrive.
   *
   * @param ms how long
   */
  record Late(long ms) implements AcknowledgementManner {}

  /**
   * Some are lost.
   *
   * @param oneIn every n-th
   */
  record Loses(int oneIn) implements AcknowledgementManner {}

  /** Each arrives twice. */
  record Twice() implements AcknowledgementManner {}

  /** Every second one arrives after the one that follows it. */
  record OutOfOrder() implements AcknowledgementManner {}
}
