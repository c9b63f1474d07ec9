package coda.voice.gateway.limits;

/**
 * How a bucket of tokens is filled.
 *
 * @param capacity the most it holds, at least 1
 * @param refill how many come back steadily, at least 1
 * @param refillMs in this time, at least 1
 */
public record Allowance(long capacity, long refill, int refillMs) {
  private static final long NANOS_PER_MS = 1_000_000;

  /** A bucket gains a token in a nanosecond at most; nobody will notice. */
  public Allowance {
    refill = Math.clamp(refill, 1, refillMs * NANOS_PER_MS);
  }

  /**
   * That of several together.
   *
   * @param users how many, at least 1
   */
  Allowance times(int users) {
    return new Allowance(capacity * users, refill * users, refillMs);
  }
}
