package coda.voice.server.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a soak went.
 *
 * @param visits how often somebody came, by habit
 * @param failures what went wrong for those who behaved, and how often
 * @param measurements one for each round, the warm-up included
 */
public record SoakResult(
    Map<String, Long> visits, Map<String, Long> failures, List<Measurement> measurements) {
  /** Of those who behave, fewer than one in so many may fail. */
  private static final long ONE_IN = 1_000;

  /** Copies what it is given. */
  public SoakResult {
    visits = Map.copyOf(visits);
    failures = Map.copyOf(failures);
    measurements = List.copyOf(measurements);
  }

  /** Visits of those who behaved. */
  public long goodVisits() {
    long good = 0;
    for (Habit habit : Habit.values()) {
      good += habit.good() ? visits.getOrDefault(habit.name(), 0L) : 0;
    }
    return good;
  }

  /** Visits of those who behaved that went wrong. */
  public long failedVisits() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What is not as it should be, for people; empty when all is well. */
  public List<String> problems() {
    List<String> problems =
        new ArrayList<>(
            Flatness.problems(measurements.subList(SoakPlan.WARM_UP_ROUNDS, measurements.size())));
    if (failedVisits() * ONE_IN >= Math.max(ONE_IN, goodVisits())) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%d of %d visits of callers who behaved went wrong; allowed are fewer than 0.1 %%: %s",
              failedVisits(),
              goodVisits(),
              failures));
    }
    return problems;
  }
}
