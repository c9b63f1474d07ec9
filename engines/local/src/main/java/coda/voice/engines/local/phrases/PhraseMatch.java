package coda.voice.engines.local.phrases;

import java.util.List;
import java.util.Optional;

/**
 * How a text fits a phrase.
 *
 * @param cost 0 when every word fits; see {@link WordCosts}
 * @param weight of the phrase's words on the way that fits best
 * @param said the phrase's words on that way, as the phrase spells them
 * @param values what stands in its slots, in order
 * @param openEnd whether the text ends in an open slot that may go on
 */
public record PhraseMatch(
    double cost, double weight, List<String> said, List<Value<?>> values, boolean openEnd) {
  static final double MOST_COST = 0.9;
  private static final double MOST_COST_SHARE = 0.2;

  /** Copies the lists. */
  public PhraseMatch {
    said = List.copyOf(said);
    values = List.copyOf(values);
  }

  /**
   * A value in a slot.
   *
   * @param slot which
   * @param value what
   */
  public record Value<T>(Slot<T> slot, T value) {}

  /** Whether every word fits. */
  public boolean exact() {
    return cost == 0;
  }

  /** Whether so little is wrong that this was meant. */
  public boolean good() {
    return cost <= MOST_COST && cost <= MOST_COST_SHARE * weight;
  }

  /** Whether a fact, when there is one, is a statement already: "my name is anna". */
  boolean stated() {
    return all(Slots.FACT).stream().allMatch(fact -> fact.matches(".+ (is|are|was) .+"));
  }

  /** The share of the phrase that is wrong: 0 is best. */
  public double error() {
    return cost / weight;
  }

  /**
   * The values in a slot, in order.
   *
   * @param slot which
   */
  public <T> List<T> all(Slot<T> slot) {
    return values.stream()
        .filter(v -> v.slot().equals(slot))
        .map(v -> slot.type().cast(v.value()))
        .toList();
  }

  /**
   * The first value in a slot.
   *
   * @param slot which
   */
  public <T> Optional<T> first(Slot<T> slot) {
    return all(slot).stream().findFirst();
  }
}
