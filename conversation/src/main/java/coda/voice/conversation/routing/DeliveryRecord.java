package coda.voice.conversation.routing;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What an answerer has really delivered lately.
 *
 * @param recent how each of its last turns went, oldest first; those before the last {@value
 *     #MEMORY} are forgotten
 */
public record DeliveryRecord(List<Delivery> recent) {
  /** How many turns are remembered. */
  public static final int MEMORY = 20;

  /** Nothing was delivered yet. */
  public static final DeliveryRecord EMPTY = new DeliveryRecord(List.of());

  /** Fewer turns are no measure. */
  private static final int ENOUGH = 3;

  /** Each turn counts this much of the one after it. */
  private static final double FADING = 0.9;

  /** Keeps the last ones. */
  public DeliveryRecord {
    recent = List.copyOf(recent.subList(Math.max(0, recent.size() - MEMORY), recent.size()));
  }

  /** How many turns it is about. */
  public int turns() {
    return recent.size();
  }

  /**
   * The share of answers that came, said something, were in time and were not cut within two
   * seconds; the last turn counts most, each one before it 0.9 of the one after.
   *
   * @return 0 to 1; empty when there were fewer than three turns
   */
  public OptionalDouble quality() {
    return turns() < ENOUGH
        ? OptionalDouble.empty()
        : mean(recent, delivery -> delivery.good() ? 1 : 0);
  }

  /**
   * The time from the end of a turn to the first sound, of the answers that came, weighted alike.
   *
   * @return ms; empty when fewer than three came
   */
  public OptionalDouble firstSoundMs() {
    List<Delivery> came = recent.stream().filter(Delivery::came).toList();
    return came.size() < ENOUGH ? OptionalDouble.empty() : mean(came, Delivery::firstSoundMs);
  }

  private static OptionalDouble mean(List<Delivery> oldestFirst, ToDoubleFunction<Delivery> value) {
    double sum = 0;
    double weights = 0;
    for (Delivery delivery : oldestFirst) {
      sum = sum * FADING + value.applyAsDouble(delivery);
      weights = weights * FADING + 1;
    }
    return weights == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weights);
  }

  /** How many answers were cut within two seconds. */
  public int interruptedEarly() {
    return (int) recent.stream().filter(Delivery::came).filter(Delivery::interruptedEarly).count();
  }

  /** How many turns were without an answer. */
  public int failed() {
    return (int) recent.stream().filter(delivery -> !delivery.came()).count();
  }
}
