package coda.voice.gateway.limits;

/**
 * So many in so much time; they may also come all at once.
 *
 * @param amount at least 1
 * @param windowMs at least 1
 */
public record Rate(int amount, int windowMs) {
  /** So many in a minute. */
  public static Rate perMinute(int amount) {
    return new Rate(amount, 60_000);
  }

  /** The same as tokens of a bucket. */
  public Allowance allowance() {
    return new Allowance(amount, amount, windowMs);
  }

  /** In words: {@code 100 in 60 s}. */
  @Override
  public String toString() {
    return amount + " in " + (windowMs % 1_000 == 0 ? windowMs / 1_000 + " s" : windowMs + " ms");
  }
}
