package coda.voice.gateway;

/**
 * How much may pass in a time: tokens that come back steadily, up to a limit. What is charged may
 * exceed what is there, as long as anything is: the bucket is then in debt, and the next one waits
 * longer. So a single large piece passes, and the rate holds on average.
 *
 * <p>Used by one thread at a time.
 */
public final class TokenBucket {
  /** Sums of fractions are a little off; nobody waits a millisecond longer for that. */
  private static final double ROUNDING = 1e-6;

  private final double capacity;
  private final double perMs;
  private double tokens;
  private long lastMs;

  /**
   * A full bucket.
   *
   * @param capacity the most it holds
   * @param perMs how many come back in a millisecond, more than 0
   * @param nowMs on any clock that does not go back
   */
  public TokenBucket(double capacity, double perMs, long nowMs) {
    this.capacity = capacity;
    this.perMs = perMs;
    this.tokens = capacity;
    this.lastMs = nowMs;
  }

  /**
   * Lets something pass, if the bucket is not empty.
   *
   * @param cost what it takes, at least 0
   * @param nowMs on the same clock
   * @return 0 when it may pass; else how many milliseconds until something may, and nothing was
   *     taken
   */
  public long take(double cost, long nowMs) {
    tokens = Math.min(capacity, tokens + (nowMs - lastMs) * perMs);
    lastMs = nowMs;
    double least = Math.min(1, cost);
    if (tokens >= least - ROUNDING) {
      tokens -= cost;
      return 0;
    }
    return Math.max(1, (long) Math.ceil((least - tokens) / perMs - ROUNDING));
  }
}
