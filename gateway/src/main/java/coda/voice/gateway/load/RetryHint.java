package coda.voice.gateway.load;

import java.util.random.RandomGenerator;

/**
 * When whoever was refused should come back: later the longer it has been too much, and not all at
 * once.
 */
final class RetryHint {
  private static final long FIRST_MS = 2_000;
  private static final long LONGEST_MS = 60_000;
  private static final double JITTER = 0.25;

  private RetryHint() {}

  /**
   * In how many milliseconds.
   *
   * @param overloadedMs how long it has been too much
   * @param random for the jitter
   */
  static long afterMs(long overloadedMs, RandomGenerator random) {
    long base = Math.clamp(overloadedMs, FIRST_MS, LONGEST_MS);
    return Math.round(base * (1 + JITTER * (2 * random.nextDouble() - 1)));
  }
}
