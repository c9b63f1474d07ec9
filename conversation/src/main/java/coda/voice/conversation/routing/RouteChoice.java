package coda.voice.conversation.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The choice among the routes that are open. */
final class RouteChoice {
  /** What it costs to occupy two for one answer, and to occupy the last of the chain's room. */
  private static final double BOTH = 0.05;

  private static final double ONE_AFTER_THE_OTHER = 0.02;
  private static final double LAST_ROOM = 0.1;

  /** What an uncertain transcript costs who answers nothing but the transcript. */
  private static final double UNCERTAIN = 0.15;

  /** A share of recent turns from which on it is worth a word. */
  private static final double NOTABLE = 0.2;

  private static final int NOTABLE_TURNS = 5;

  private static final double SLOW_MS = 1500;

  private RouteChoice() {}

  static Decision decide(TurnFacts facts, RouterState state, boolean explore) {
    Ability ability = Ability.of(facts);
    Complexity bucket = ability.demand().complexity();
    List<Route> open = ability.routes().stream().sorted().toList();
    Route best =
        open.stream()
            .max(
                Comparator.<Route>comparingDouble(route -> score(route, bucket, facts, state))
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    Optional<Route> other =
        explore ? leastKnown(open, best, bucket, facts, state) : Optional.empty();
    Route route = other.orElse(best);
    boolean explored = other.isPresent();
    return new Decision(
        route,
        reasons(route, explored, ability, facts, state),
        explored,
        ability.demand(),
        ability.able());
  }

  /** The satisfaction to be expected, less what it costs others. */
  static double score(Route route, Complexity bucket, TurnFacts facts, RouterState state) {
    double score = expected(route, bucket, state);
    double doubt = UNCERTAIN * (1 - facts.transcriptConfidence().orElse(1));
    return switch (route) {
      case CHAIN -> score - doubt;
      case DUPLEX -> score;
      case PARALLEL -> score - doubt / 2 - BOTH - (lastRoom(Answerer.CHAIN, facts) ? LAST_ROOM : 0);
      case SEQUENTIAL -> score - doubt / 2 - ONE_AFTER_THE_OTHER;
    };
  }

  /**
   * A route that was never tried with such turns is judged by what its answerer has delivered on
   * other routes and in other modes, if that is measured.
   */
  private static double expected(Route route, Complexity bucket, RouterState state) {
    Experience known = state.experience(route, bucket);
    return known.turns() > 0
        ? known.satisfaction()
        : delivered(route, bucket, state).orElse(known.satisfaction());
  }

  private static OptionalDouble delivered(Route route, Complexity bucket, RouterState state) {
    return switch (route) {
      case CHAIN -> Experience.satisfaction(state.deliveries().of(Answerer.CHAIN, bucket));
      case DUPLEX -> Experience.satisfaction(state.deliveries().of(Answerer.DUPLEX, bucket));
      case PARALLEL, SEQUENTIAL -> OptionalDouble.empty();
    };
  }

  private static boolean lastRoom(Answerer answerer, TurnFacts facts) {
    return facts.permits(answerer).orElse(Integer.MAX_VALUE) <= 1;
  }

  /** What was tried longest ago, unless it takes the last room from somebody who needs it. */
  private static Optional<Route> leastKnown(
      List<Route> open, Route best, Complexity bucket, TurnFacts facts, RouterState state) {
    return open.stream()
        .filter(route -> route != best)
        .filter(
            route ->
                route.answerers().stream().allMatch(who -> best.uses(who) || !lastRoom(who, facts)))
        .min(
            Comparator.<Route>comparingDouble(route -> state.experience(route, bucket).weight())
                .thenComparing(Comparator.naturalOrder()));
  }

  private static List<String> reasons(
      Route route, boolean explored, Ability ability, TurnFacts facts, RouterState state) {
    Complexity bucket = ability.demand().complexity();
    Set<String> reasons = new LinkedHashSet<>();
    if (ability.able().isEmpty()) {
      reasons.add("nobody can answer");
    }
    if (explored) {
      reasons.add("explored");
    }
    reasons.addAll(ability.reasons());
    reasons.addAll(ability.demand().reasons());
    for (Answerer answerer : Answerer.values()) {
      reasons.addAll(trouble(answerer, state.deliveries().of(answerer, bucket)));
    }
    if (!explored && ability.routes().size() > 1) {
      reasons.add(experience(route, bucket, state));
    }
    return new ArrayList<>(reasons);
  }

  private static String experience(Route route, Complexity bucket, RouterState state) {
    if (state.experience(route, bucket).turns() > 0) {
      return "went best with such turns lately";
    }
    return delivered(route, bucket, state).isPresent()
        ? "delivered well with such turns in other modes"
        : "no experience with such turns yet";
  }

  /** What went wrong often enough to be told. */
  private static List<String> trouble(Answerer answerer, DeliveryRecord record) {
    List<String> trouble = new ArrayList<>();
    if (notable(record.interruptedEarly(), record.heard())) {
      trouble.add(
          "%s was interrupted early in %d of %d recent turns"
              .formatted(answerer.words(), record.interruptedEarly(), record.heard()));
    }
    if (notable(record.failed(), record.turns())) {
      trouble.add(
          "%s failed in %d of %d recent turns"
              .formatted(answerer.words(), record.failed(), record.turns()));
    }
    record
        .firstSoundMs()
        .ifPresent(
            ms -> {
              if (ms >= SLOW_MS) {
                trouble.add("%s was slow lately (%d ms)".formatted(answerer.words(), (long) ms));
              }
            });
    return trouble;
  }

  private static boolean notable(int some, int all) {
    return all >= NOTABLE_TURNS && some >= NOTABLE * all;
  }
}
