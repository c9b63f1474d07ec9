package coda.voice.engine.ladder;

import java.util.Map;

/**
 * How a ladder behaves.
 *
 * @param breaker when an engine is left alone, and for how long
 * @param budgetMs the longest time to the first thing delivered for a piece of work, in ms; who
 *     delivers nothing within its share is given up. A recogniser's time begins when the utterance
 *     is over
 * @param shareMs what an engine of a name gets of that when another could take over, in ms; others
 *     get half of what is left
 * @param memoryMs how much of an utterance is kept for another recogniser while nothing of it was
 *     understood, in ms of sound; longer ones can no longer be handed on
 */
public record LadderSettings(
    BreakerSettings breaker, long budgetMs, Map<String, Long> shareMs, int memoryMs) {
  /** Checks the ranges. */
  public LadderSettings {
    shareMs = Map.copyOf(shareMs);
    if (budgetMs < 1 || memoryMs < 0) {
      throw new IllegalArgumentException("budgetMs must be at least 1, memoryMs at least 0");
    }
  }

  /**
   * Settings with which every engine gets half of what is left.
   *
   * @param breaker see above
   * @param budgetMs see above
   * @param memoryMs see above
   */
  public LadderSettings(BreakerSettings breaker, long budgetMs, int memoryMs) {
    this(breaker, budgetMs, Map.of(), memoryMs);
  }

  /** How much of the time that is left an engine gets when another could take over. */
  long share(String engine, long leftMs) {
    return Math.min(leftMs, shareMs.getOrDefault(engine, leftMs / 2));
  }

  /**
   * When an engine is left alone.
   *
   * @param failures so many failures, time-outs included, 1 to {@code window}
   * @param window among so many last pieces of work open the circuit
   * @param openMs how long it then is not asked, in ms; after that one piece of work tries it, and
   *     an engine that could not be warmed up is warmed up again
   */
  public record BreakerSettings(int failures, int window, long openMs) {
    /** Three failures in the last ten pieces of work, then ten seconds of rest. */
    public static final BreakerSettings USUAL = new BreakerSettings(3, 10, 10_000);

    /** Checks the ranges. */
    public BreakerSettings {
      if (failures < 1 || failures > window || openMs < 1) {
        throw new IllegalArgumentException(
            "failures must be 1 to window and openMs at least 1, not %d, %d, %d"
                .formatted(failures, window, openMs));
      }
    }
  }
}
