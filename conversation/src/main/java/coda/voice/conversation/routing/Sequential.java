package coda.voice.conversation.routing;

import java.util.ArrayList;
import java.util.List;

/** When the duplex model has begun: whether the chain takes over. */
public final class Sequential {
  private Sequential() {}

  /**
   * Whether the turn asks for more than the duplex model gives, and the chain can give it.
   *
   * @param facts of the turn
   */
  public static boolean takesOver(TurnFacts facts) {
    return takesOver(facts, Demand.of(facts));
  }

  /**
   * The same, when it was measured already what the turn asks for.
   *
   * @param facts of the turn
   * @param demand {@link Demand#of} these facts
   */
  public static boolean takesOver(TurnFacts facts, Demand demand) {
    return !reasons(facts, demand).isEmpty();
  }

  /**
   * Why the chain takes over.
   *
   * @param facts of the turn
   * @return short phrases for people; empty when it does not
   */
  public static List<String> reasons(TurnFacts facts) {
    return reasons(facts, Demand.of(facts));
  }

  private static List<String> reasons(TurnFacts facts, Demand demand) {
    Ability ability = Ability.of(facts, demand);
    if (!ability.able().contains(Answerer.CHAIN)) {
      return List.of();
    }
    List<String> reasons = new ArrayList<>(ability.reasons());
    if (ability.demand().complexity().atLeast(Complexity.MEDIUM)) {
      reasons.addAll(ability.demand().reasons());
    }
    return reasons.stream().distinct().toList();
  }
}
