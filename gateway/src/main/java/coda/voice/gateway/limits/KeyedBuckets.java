package coda.voice.gateway.limits;

import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of tokens for each of many: users, tenants, addresses. Their number is bounded, and
 * nobody is forgiven anything to keep it so: only a full bucket, which is as good as a new one, is
 * forgotten. When all places are taken by buckets that are not full, whoever comes new shares one
 * with the others that come new.
 *
 * <p>May be used from any thread.
 */
public final class KeyedBuckets {
  private static final long SWEEP_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int most;
  private final TimeMeter clock;
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
  private final AtomicLong sweptNanos;
  private final TokenBucket strangers;

  /**
   * No buckets yet.
   *
   * @param most how many are kept
   * @param strangers how the bucket is filled that those share for whom there is no place
   * @param clock on which buckets are filled; one that does not go back
   */
  public KeyedBuckets(int most, Allowance strangers, TimeMeter clock) {
    this.most = most;
    this.clock = clock;
    this.sweptNanos = new AtomicLong(clock.currentTimeNanos() - SWEEP_EVERY_NANOS);
    this.strangers = new TokenBucket(strangers, clock);
  }

  /**
   * Lets something pass, as {@link TokenBucket#take} does.
   *
   * @param key whose
   * @param allowance how that bucket is filled
   * @param cost what it takes, at least 1
   * @return 0 when it may pass; else how many milliseconds until something may
   */
  public long take(String key, Allowance allowance, long cost) {
    return bucket(key, allowance).take(cost);
  }

  /**
   * How long until something may pass, in ms; 0 for now. Takes nothing.
   *
   * @param key whose
   * @param allowance how that bucket is filled
   */
  public long waitMs(String key, Allowance allowance) {
    return bucket(key, allowance).waitMs();
  }

  /**
   * Takes tokens whether they are there or not.
   *
   * @param key whose
   * @param allowance how that bucket is filled
   * @param cost at least 1
   */
  public void charge(String key, Allowance allowance, long cost) {
    bucket(key, allowance).charge(cost);
  }

  /** How many buckets there are. */
  public int count() {
    return buckets.size();
  }

  private TokenBucket bucket(String key, Allowance allowance) {
    TokenBucket known = buckets.get(key);
    if (known == null) {
      if (buckets.size() >= most) {
        sweep();
      }
      if (buckets.size() >= most) {
        return strangers;
      }
      known = buckets.computeIfAbsent(key, absent -> new TokenBucket(allowance, clock));
    }
    known.fill(allowance);
    return known;
  }

  /** Forgets full buckets; not more often than once a second, or a flood of keys costs too much. */
  private void sweep() {
    long now = clock.currentTimeNanos();
    long last = sweptNanos.get();
    if (now - last >= SWEEP_EVERY_NANOS && sweptNanos.compareAndSet(last, now)) {
      buckets.values().removeIf(TokenBucket::full);
    }
  }
}
