package coda.voice.server.soak;

import java.time.Duration;

/**
 * What a soak is to be.
 *
 * @param duration how long callers come and go, all rounds together
 * @param round how long they do so before everybody leaves and the server is measured
 * @param callers how many at the same time
 * @param seed who does what; the same seed gives every caller the same habits in the same order
 */
public record SoakPlan(Duration duration, Duration round, int callers, long seed) {
  /** How many rounds the server is left to warm up in before its figures count. */
  public static final int WARM_UP_ROUNDS = 2;

  /** Rounds that are needed to say anything: two to warm up, and two to compare. */
  private static final int FEWEST_ROUNDS = WARM_UP_ROUNDS + 2;

  /**
   * A plan.
   *
   * @throws IllegalArgumentException when there are not enough rounds to compare
   */
  public SoakPlan {
    if (callers < 1) {
      throw new IllegalArgumentException("There must be at least one caller");
    }
    if (round.isNegative() || round.isZero() || duration.dividedBy(round) < FEWEST_ROUNDS) {
      throw new IllegalArgumentException(
          "The soak must last at least " + FEWEST_ROUNDS + " rounds of " + round);
    }
  }

  /** How many rounds. */
  public int rounds() {
    return (int) duration.dividedBy(round);
  }
}
