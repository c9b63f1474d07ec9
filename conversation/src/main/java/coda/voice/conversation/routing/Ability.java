package coda.voice.conversation.routing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The hard rules: who can answer a turn, whatever experience says.
 *
 * @param able who can
 * @param routes the ways that are open; never empty
 * @param demand what the turn asks for
 * @param reasons why somebody cannot, for people
 */
record Ability(Set<Answerer> able, Set<Route> routes, Demand demand, List<String> reasons) {
  /** Copies the collections. */
  Ability {
    able = Set.copyOf(able);
    routes = Set.copyOf(routes);
    reasons = List.copyOf(reasons);
  }

  static Ability of(TurnFacts facts) {
    return of(facts, Demand.of(facts));
  }

  static Ability of(TurnFacts facts, Demand demand) {
    List<String> reasons = new ArrayList<>();
    EnumSet<Answerer> present = EnumSet.noneOf(Answerer.class);
    for (Answerer answerer : Answerer.values()) {
      Optional<String> hindrance = hindrance(answerer, facts);
      hindrance.ifPresentOrElse(reasons::add, () -> present.add(answerer));
    }
    EnumSet<Answerer> able = EnumSet.copyOf(present);
    // Who cannot do what is asked for steps back only for somebody who can.
    if (present.contains(Answerer.CHAIN) && needsTheChain(facts, demand)) {
      able.remove(Answerer.DUPLEX);
      reasons.addAll(demand.reasons());
    }
    return new Ability(able, routes(present, able), demand, reasons);
  }

  private static Optional<String> hindrance(Answerer answerer, TurnFacts facts) {
    // What no waiting helps with is said before what may be otherwise in a moment.
    if (answerer == Answerer.DUPLEX && facts.typed()) {
      return Optional.of("typed, and the duplex model only hears");
    }
    if (!facts.usable().contains(answerer)) {
      return Optional.of(answerer.words() + " is down");
    }
    if (facts.permits(answerer).orElse(1) < 1) {
      return Optional.of(answerer.words() + " has no room");
    }
    return switch (answerer) {
      case CHAIN ->
          facts.text().isBlank() ? Optional.of("nothing was transcribed") : Optional.empty();
      case DUPLEX ->
          facts.duplexSpeaksLanguage()
              ? Optional.empty()
              : Optional.of("the duplex model does not speak the language");
    };
  }

  private static boolean needsTheChain(TurnFacts facts, Demand demand) {
    return facts.tools() && demand.needs().contains(Need.TOOL)
        || facts.memory() && demand.needs().contains(Need.MEMORY);
  }

  private static Set<Route> routes(Set<Answerer> present, Set<Answerer> able) {
    EnumSet<Route> routes = EnumSet.noneOf(Route.class);
    for (Route route : Route.values()) {
      if (able.containsAll(route.answerers())) {
        routes.add(route);
      }
    }
    // Until the chain takes over, the duplex model may hold the floor of a turn it cannot answer.
    if (able.contains(Answerer.CHAIN) && present.contains(Answerer.DUPLEX)) {
      routes.add(Route.SEQUENTIAL);
    }
    if (routes.isEmpty()) {
      routes.add(Route.CHAIN);
    }
    return routes;
  }
}
