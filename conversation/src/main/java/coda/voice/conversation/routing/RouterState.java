package coda.voice.conversation.routing;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All that was learned: how well each route has done with each kind of turn, and the last turns of
 * each answerer. Immutable; {@link RouterStateFile} keeps it over a restart.
 */
public final class RouterState {
  /** Nothing was learned yet. */
  public static final RouterState FRESH = new RouterState(fresh(), Deliveries.NONE);

  private final Map<Complexity, Map<Route, Experience>> experience;
  private final Deliveries deliveries;

  private RouterState(Map<Complexity, Map<Route, Experience>> experience, Deliveries deliveries) {
    this.experience = experience;
    this.deliveries = deliveries;
  }

  private static Map<Complexity, Map<Route, Experience>> fresh() {
    Map<Complexity, Map<Route, Experience>> fresh = new EnumMap<>(Complexity.class);
    for (Complexity bucket : Complexity.values()) {
      Map<Route, Experience> routes = new EnumMap<>(Route.class);
      for (Route route : Route.values()) {
        routes.put(route, Experience.start(route, bucket));
      }
      fresh.put(bucket, Map.copyOf(routes));
    }
    return Map.copyOf(fresh);
  }

  /** The last turns of each answerer. */
  public Deliveries deliveries() {
    return deliveries;
  }

  /**
   * How satisfied users were with a route, as far as it is measured: {@code 0.7} when an answer was
   * not cut within two seconds, and up to {@code 0.3} for the time to its first sound; the mean of
   * the last turns, the last one weighing most.
   *
   * @param route which
   * @param bucket with turns that ask for this much
   * @return 0 to 1; empty before the first turn
   */
  public OptionalDouble satisfaction(Route route, Complexity bucket) {
    Experience known = experience(route, bucket);
    return known.turns() == 0 ? OptionalDouble.empty() : OptionalDouble.of(known.satisfaction());
  }

  /** How well a route has done with a kind of turn. */
  Experience experience(Route route, Complexity bucket) {
    return requireNonNull(requireNonNull(experience.get(bucket)).get(route));
  }

  /** With the outcome of a turn. */
  RouterState with(Outcome outcome) {
    RouterState next = this;
    for (Route route : Route.values()) {
      Experience old = experience(route, outcome.bucket());
      next =
          next.with(
              route, outcome.bucket(), route == outcome.route() ? old.after(outcome) : old.faded());
    }
    return next.with(outcome.delivery());
  }

  /** With what somebody delivered. */
  RouterState with(Delivery delivery) {
    return new RouterState(experience, deliveries.and(delivery));
  }

  /** With other deliveries. */
  RouterState with(Deliveries others) {
    return new RouterState(experience, others);
  }

  /** With another experience. */
  RouterState with(Route route, Complexity bucket, Experience other) {
    Map<Complexity, Map<Route, Experience>> buckets = new EnumMap<>(experience);
    Map<Route, Experience> routes = new EnumMap<>(requireNonNull(buckets.get(bucket)));
    routes.put(route, other);
    buckets.put(bucket, Map.copyOf(routes));
    return new RouterState(Map.copyOf(buckets), deliveries);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouterState state
        && experience.equals(state.experience)
        && deliveries.equals(state.deliveries);
  }

  @Override
  public int hashCode() {
    return 31 * experience.hashCode() + deliveries.hashCode();
  }
}
