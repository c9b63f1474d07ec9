package coda.voice.gateway.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How much may pass in a time: tokens that come back steadily, up to a limit. What is charged may
 * exceed what is there, as long as anything is: the bucket is then in debt, and the next one waits
 * longer. So a single large piece passes, and the rate holds on average.
 *
 * <p>May be used from any thread. Two who charge at the same moment may both pass; what both took
 * is owed.
 */
public final class TokenBucket {
  private final Bucket bucket;
  private volatile Allowance allowance;

  /**
   * A full bucket.
   *
   * @param allowance how it is filled
   * @param clock on which; one that does not go back
   */
  public TokenBucket(Allowance allowance, TimeMeter clock) {
    this.allowance = allowance;
    this.bucket =
        Bucket.builder().addLimit(bandwidth(allowance)).withCustomTimePrecision(clock).build();
  }

  private static Bandwidth bandwidth(Allowance allowance) {
    return Bandwidth.builder()
        .capacity(allowance.capacity())
        .refillGreedy(allowance.refill(), Duration.ofMillis(allowance.refillMs()))
        .build();
  }

  /**
   * Lets something pass, if the bucket is not empty.
   *
   * @param cost what it takes, at least 1
   * @return 0 when it may pass; else how many milliseconds until something may, and nothing was
   *     taken
   */
  public long take(long cost) {
    long waitMs = waitMs();
    if (waitMs == 0) {
      charge(cost);
    }
    return waitMs;
  }

  /** How long until something may pass, in ms; 0 for now. */
  public long waitMs() {
    long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    return nanos == 0 ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
  }

  /**
   * Takes tokens whether they are there or not.
   *
   * @param cost at least 1
   */
  public void charge(long cost) {
    bucket.consumeIgnoringRateLimits(cost);
  }

  /**
   * Is filled in another way from now on; what it holds is kept in proportion.
   *
   * @param other how
   */
  void fill(Allowance other) {
    if (!other.equals(allowance)) {
      allowance = other;
      bucket.replaceConfiguration(
          BucketConfiguration.builder().addLimit(bandwidth(other)).build(),
          TokensInheritanceStrategy.PROPORTIONALLY);
    }
  }

  /** Whether it holds all it can: then it is as good as a new one. */
  boolean full() {
    return bucket.getAvailableTokens() >= allowance.capacity();
  }
}
