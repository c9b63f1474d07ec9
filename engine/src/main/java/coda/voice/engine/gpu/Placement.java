package coda.voice.engine.gpu;

import java.util.Comparator;
import java.util.List;

/**
 * Which card a component goes to that holds nothing yet and may be on any. It stays there until it
 * holds nothing again. Called from any thread; must not block.
 */
@FunctionalInterface
public interface Placement {
  /**
   * The cards to try, the best first. One that turns out to be too full is passed over.
   *
   * @param bytes to be reserved
   * @param rooms all cards with room for them, by number
   */
  List<CardRoom> order(long bytes, List<CardRoom> rooms);

  /** The usual strategies. */
  enum Fit implements Placement {
    /** The first card with room: fills one card after the other. */
    FIRST_FIT(Comparator.comparingInt(CardRoom::card)),
    /** The card that is fullest: keeps large gaps for large models. */
    BEST_FIT(Comparator.comparingLong(CardRoom::freeBytes).thenComparingInt(CardRoom::card)),
    /** The card that is emptiest: spreads components over all cards. */
    WORST_FIT(
        Comparator.comparingLong(CardRoom::freeBytes).reversed().thenComparingInt(CardRoom::card));

    @SuppressWarnings("ImmutableEnumChecker") // comparators of record components hold no state
    private final Comparator<CardRoom> best;

    Fit(Comparator<CardRoom> best) {
      this.best = best;
    }

    @Override
    public List<CardRoom> order(long bytes, List<CardRoom> rooms) {
      return rooms.stream().sorted(best).toList();
    }
  }
}
