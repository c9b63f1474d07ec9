package coda.voice.client;

import java.util.random.RandomGenerator;

/**
 * How often and how soon a lost connection is tried again: the wait doubles with every attempt, and
 * a random part of it keeps many clients from coming back at the same instant.
 *
 * @param initialMs wait before the first attempt, at least 1
 * @param maxMs longest wait
 * @param maxAttempts in a row before the client gives up; 0 never reconnects
 * @param jitter part of each wait that is random, 0 to 1
 */
public record ReconnectPolicy(long initialMs, long maxMs, int maxAttempts, double jitter) {
  /** 250 ms, doubling to 10 s, half of it random, ten attempts. */
  public static final ReconnectPolicy DEFAULT = new ReconnectPolicy(250, 10_000, 10, 0.5);

  /** A lost connection stays lost. */
  public static final ReconnectPolicy NEVER = new ReconnectPolicy(1, 1, 0, 0);

  private static final int MAX_DOUBLINGS = 30;

  /** Checks the ranges. */
  public ReconnectPolicy {
    if (initialMs < 1 || maxMs < initialMs || maxAttempts < 0 || !(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException(
          "no reconnect policy: initialMs %d, maxMs %d, maxAttempts %d, jitter %s"
              .formatted(initialMs, maxMs, maxAttempts, jitter));
    }
  }

  /**
   * The wait before an attempt.
   *
   * @param attempt from 1
   * @param random for the jitter
   * @return milliseconds, from (1 - jitter) times the full wait to the full wait
   */
  public long delayMs(int attempt, RandomGenerator random) {
    double doubled = initialMs * Math.pow(2, Math.clamp(attempt - 1, 0, MAX_DOUBLINGS));
    double full = Math.min(doubled, (double) maxMs);
    return Math.round(full * (1 - jitter * random.nextDouble()));
  }
}
