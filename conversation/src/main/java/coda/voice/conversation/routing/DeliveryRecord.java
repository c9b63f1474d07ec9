package coda.voice.conversation.routing;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
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
   * The share of answers that came, said something and were in time, times the share of those heard
   * that were not cut within two seconds. The last turn counts most, each one before it 0.9 of the
   * one after.
   *
   * @return 0 to 1; empty when fewer than three turns were heard or failed
   */
  public OptionalDouble quality() {
    long conclusive = recent.stream().filter(one -> one.heard() || !one.came()).count();
    if (conclusive < ENOUGH) {
      return OptionalDouble.empty();
    }
    double heardOut = mean(Delivery::heard, one -> one.result() == Delivery.Result.HEARD ? 1 : 0);
    return OptionalDouble.of(came() * heardOut);
  }

  /** The share of answers that came, weighted alike; 1 when there was no turn. */
  double came() {
    return mean(any -> true, one -> one.came() ? 1 : 0);
  }

  /**
   * The time from the end of a turn to the first sound, of the answers that came, weighted alike.
   *
   * @return ms; empty when fewer than three came
   */
  public OptionalDouble firstSoundMs() {
    long came = recent.stream().filter(Delivery::came).count();
    return came < ENOUGH
        ? OptionalDouble.empty()
        : OptionalDouble.of(mean(Delivery::came, Delivery::firstSoundMs));
  }

  /** A mean of some turns, the last one weighing most; 1 when there are none. */
  private double mean(Predicate<Delivery> which, ToDoubleFunction<Delivery> value) {
    double sum = 0;
    double weights = 0;
    for (Delivery delivery : recent) {
      sum *= FADING;
      weights *= FADING;
      if (which.test(delivery)) {
        sum += value.applyAsDouble(delivery);
        weights += 1;
      }
    }
    return weights == 0 ? 1 : sum / weights;
  }

  /** How many answers were heard. */
  public int heard() {
    return (int) recent.stream().filter(Delivery::heard).count();
  }

  /** How many of the answers that were heard were cut within two seconds. */
  public int interruptedEarly() {
    return count(Delivery.Result.INTERRUPTED);
  }

  /** How many turns were without an answer. */
  public int failed() {
    return count(Delivery.Result.FAILED);
  }

  private int count(Delivery.Result result) {
    return (int) recent.stream().filter(delivery -> delivery.result() == result).count();
  }
}
