package coda.voice.gateway.speech;

/**
 * How certain it was on average that somebody speaks, up to the last moment at which it seemed so.
 */
final class Certainty {
  private final double threshold;
  private double sum;
  private long count;
  private double meanSoFar;

  /**
   * Nothing was heard yet.
   *
   * @param threshold a probability of at least this counts as speech
   */
  Certainty(double threshold) {
    this.threshold = threshold;
  }

  /** Speech begins: what was before does not count. */
  void reset() {
    sum = 0;
    count = 0;
    meanSoFar = threshold;
  }

  /**
   * The next frame.
   *
   * @param probability of speech, 0 to 1
   */
  void add(double probability) {
    sum += probability;
    count++;
    if (probability >= threshold) {
      meanSoFar = Math.clamp(sum / count, 0, 1);
    }
  }

  /** From 0 to 1. */
  double mean() {
    return meanSoFar;
  }
}
