package coda.voice.conversation.routing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The last turns of each answerer, all sessions together. Immutable.
 *
 * @param recent by answerer, oldest first, at most {@value #MEMORY} of each
 */
public record Deliveries(Map<Answerer, List<Delivery>> recent) {
  /** How many turns of one answerer are remembered, whatever they asked for. */
  static final int MEMORY = 60;

  /** Nothing was delivered yet. */
  public static final Deliveries NONE = new Deliveries(Map.of());

  /** Copies all, and keeps the last ones. */
  public Deliveries {
    Map<Answerer, List<Delivery>> copy = new EnumMap<>(Answerer.class);
    recent.forEach(
        (answerer, list) ->
            copy.put(
                answerer,
                List.copyOf(list.subList(Math.max(0, list.size() - MEMORY), list.size()))));
    recent = Map.copyOf(copy);
  }

  /**
   * What somebody has delivered, whatever was asked for.
   *
   * @param answerer who
   */
  public DeliveryRecord of(Answerer answerer) {
    return new DeliveryRecord(recent.getOrDefault(answerer, List.of()));
  }

  /**
   * What somebody has delivered when this much was asked for.
   *
   * @param answerer who
   * @param bucket how much
   */
  public DeliveryRecord of(Answerer answerer, Complexity bucket) {
    return new DeliveryRecord(
        recent.getOrDefault(answerer, List.of()).stream()
            .filter(delivery -> delivery.bucket() == bucket)
            .toList());
  }

  /** With one more. */
  Deliveries and(Delivery delivery) {
    Map<Answerer, List<Delivery>> more = new EnumMap<>(Answerer.class);
    more.putAll(recent);
    List<Delivery> list = new ArrayList<>(more.getOrDefault(delivery.answerer(), List.of()));
    list.add(delivery);
    more.put(delivery.answerer(), list);
    return new Deliveries(more);
  }
}
