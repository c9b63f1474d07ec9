package coda.voice.conversation.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
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
    boolean explored = explore && open.size() > 1;
    Route route = explored ? leastKnown(open, best, bucket, state) : best;
    return new Decision(
        route,
        reasons(route, explored, ability, facts, state),
        explored,
        ability.demand(),
        ability.able());
  }

  /** The satisfaction to be expected, less what it costs others. */
  static double score(Route route, Complexity bucket, TurnFacts facts, RouterState state) {
    double score = state.experience(route, bucket).satisfaction();
    double doubt = UNCERTAIN * (1 - facts.transcriptConfidence().orElse(1));
    boolean lastRoom = facts.chainPermits().orElse(Integer.MAX_VALUE) <= 1;
    return switch (route) {
      case CHAIN -> score - doubt;
      case DUPLEX -> score;
      case PARALLEL -> score - doubt / 2 - BOTH - (lastRoom ? LAST_ROOM : 0);
      case SEQUENTIAL -> score - doubt / 2 - ONE_AFTER_THE_OTHER;
    };
  }

  private static Route leastKnown(
      List<Route> open, Route best, Complexity bucket, RouterState state) {
    return open.stream()
        .filter(route -> route != best)
        .min(
            Comparator.<Route>comparingDouble(route -> state.experience(route, bucket).weight())
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
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
      reasons.add(
          state.experience(route, bucket).turns() > 0
              ? "went best with such turns lately"
              : "no experience with such turns yet");
    }
    return new ArrayList<>(reasons);
  }

  /** What went wrong often enough to be told. */
  private static List<String> trouble(Answerer answerer, DeliveryRecord record) {
    List<String> trouble = new ArrayList<>();
    if (record.turns() >= NOTABLE_TURNS) {
      String share = " of " + record.turns() + " recent turns";
      if (record.interruptedEarly() >= NOTABLE * record.turns()) {
        trouble.add(
            answerer.words() + " was interrupted early in " + record.interruptedEarly() + share);
      }
      if (record.failed() >= NOTABLE * record.turns()) {
        trouble.add(answerer.words() + " failed in " + record.failed() + share);
      }
    }
    return trouble;
  }
}
