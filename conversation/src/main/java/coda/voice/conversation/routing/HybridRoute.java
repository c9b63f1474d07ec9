package coda.voice.conversation.routing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** The configured strategy of hybrid operation, as far as a turn allows it. */
public final class HybridRoute {
  private HybridRoute() {}

  /**
   * The strategy, or the nearest to it that is open: the chain alone before the duplex model alone.
   *
   * @param strategy {@link Route#PARALLEL} or {@link Route#SEQUENTIAL}
   * @param facts of the turn
   */
  public static Decision decide(Route strategy, TurnFacts facts) {
    Ability ability = Ability.of(facts);
    Set<Route> open = ability.routes();
    Set<String> reasons = new LinkedHashSet<>();
    Route route = strategy;
    if (open.contains(strategy)) {
      reasons.add("as configured");
    } else {
      route = open.contains(Route.CHAIN) ? Route.CHAIN : Route.DUPLEX;
      if (ability.able().isEmpty()) {
        reasons.add("nobody can answer");
      }
      reasons.addAll(ability.reasons());
    }
    reasons.addAll(ability.demand().reasons());
    return new Decision(route, new ArrayList<>(reasons), false, ability.demand(), ability.able());
  }
}
