package coda.voice.gateway.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts who failed to prove who they are, and lets an address that fails too often wait. Whoever
 * succeeds is not counted. May be used from any thread.
 *
 * <p>An API key whose id is named with wrong secrets again and again is watched too: wrong secrets
 * are then answered with a pause. The right secret goes on working, or anybody who knows the id
 * could lock its owner out.
 *
 * <p>A failure is one line in the log at most, with its reason and the address, and never a part of
 * what was presented; under a flood some are left out, and the next line says how many.
 */
public final class FailedAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);

  /** So many addresses are remembered; when there are more, the one seen longest ago is let go. */
  private static final int REMEMBERED = 10_000;

  private static final int LINES = 20;
  private static final Duration LINES_IN = Duration.ofSeconds(10);

  private final int attempts;
  private final Duration window;
  private final MeterRegistry meters;
  private final TimeMeter clock;
  private final Map<String, Bucket> buckets = new Remembered();
  private final Bucket lines;
  private long unsaid;

  /**
   * Nobody has failed yet.
   *
   * @param attempts so many may fail, of one address
   * @param window in this time
   * @param meters counts {@code coda.auth.failures} by {@code reason}
   * @param clock tells the time
   */
  public FailedAttempts(int attempts, Duration window, MeterRegistry meters, TimeMeter clock) {
    this.attempts = attempts;
    this.window = window;
    this.meters = meters;
    this.clock = clock;
    this.lines = bucket(LINES, LINES_IN);
  }

  /**
   * The same, by the clock of the system.
   *
   * @param attempts see above
   * @param window see above
   * @param meters see above
   */
  public FailedAttempts(int attempts, Duration window, MeterRegistry meters) {
    this(attempts, window, meters, TimeMeter.SYSTEM_NANOTIME);
  }

  /**
   * Whether somebody may try at all.
   *
   * @param address where they come from
   * @throws AccessException {@code AUTH_TOO_OFTEN}
   */
  void check(String address) {
    long waitMs;
    synchronized (this) {
      Bucket bucket = buckets.get(network(address));
      waitMs = bucket == null ? 0 : waitMs(bucket);
    }
    if (waitMs > 0) {
      count("too_often");
      AccessException why = AccessException.tooOften(waitMs);
      say(address, why, why.getMessage());
      throw why;
    }
  }

  /**
   * Somebody failed.
   *
   * @param address where they come from
   * @param why what the client is to be told
   * @return the same, or that it was once too often
   */
  AccessException failed(String address, AccessException why) {
    String reason = why.refusal().map(Refusal::label).orElse("other");
    count(reason);
    if (why.refusal().filter(Refusal::ofServer).isPresent()) {
      say(address, why, why.getMessage());
      return why;
    }
    long waitMs;
    synchronized (this) {
      Bucket ofAddress = buckets.computeIfAbsent(network(address), a -> bucket(attempts, window));
      ofAddress.tryConsume(1);
      waitMs = why.subject().isEmpty() ? 0 : ofKey(why.subject());
    }
    AccessException told = waitMs > 0 ? AccessException.tooOften(waitMs) : why;
    say(address, told, why.getMessage());
    return told;
  }

  private long ofKey(String id) {
    Bucket bucket = buckets.computeIfAbsent("key " + id, k -> bucket(attempts, window));
    return bucket.tryConsume(1) ? 0 : waitMs(bucket);
  }

  private static long waitMs(Bucket bucket) {
    long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    return nanos == 0 ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  private void count(String reason) {
    meters.counter("coda.auth.failures", "reason", reason).increment();
  }

  private void say(String address, AccessException told, @Nullable String message) {
    told.wasLogged();
    long left;
    synchronized (this) {
      if (!lines.tryConsume(1)) {
        unsaid++;
        return;
      }
      left = unsaid;
      unsaid = 0;
    }
    if (left > 0) {
      LOG.warn("{} more failed attempts were not logged", left);
    }
    LOG.warn("[{}] {} from {}: {}", told.reference(), told.code(), address, message);
  }

  private Bucket bucket(int capacity, Duration in) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, in))
        .withCustomTimePrecision(clock)
        .build();
  }

  /** Whoever has an IPv6 address has at least as many as a /64 holds: they count as one. */
  static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    String plain = address.startsWith("[") ? address.substring(1) : address;
    int zone = plain.indexOf('%');
    String[] groups = (zone < 0 ? plain : plain.substring(0, zone)).split(":", -1);
    int gap = plain.indexOf("::");
    if (gap < 0) {
      return groups.length < 4 ? plain : String.join(":", java.util.Arrays.copyOf(groups, 4));
    }
    String[] head = gap == 0 ? new String[0] : plain.substring(0, gap).split(":", -1);
    return head.length >= 4 ? String.join(":", java.util.Arrays.copyOf(head, 4)) : plain;
  }

  private static final class Remembered extends LinkedHashMap<String, Bucket> {
    private static final long serialVersionUID = 1L;

    Remembered() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > REMEMBERED;
    }
  }
}
