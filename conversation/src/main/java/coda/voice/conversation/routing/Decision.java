package coda.voice.conversation.routing;

import java.util.List;
import java.util.Set;

/**
 * Who answers a turn, and why.
 *
 * @param route who; {@link Route#CHAIN} when nobody can
 * @param reasons short phrases for people, the most important first, without any word of the user
 * @param explored whether it is not what experience says, but tried to gain experience
 * @param demand what the turn asks for
 * @param able who can answer this turn at all; empty when nobody can
 */
public record Decision(
    Route route, List<String> reasons, boolean explored, Demand demand, Set<Answerer> able) {

  /** Copies the collections. */
  public Decision {
    reasons = List.copyOf(reasons);
    able = Set.copyOf(able);
  }

  /** Under which complexity the outcome is learned. */
  public Complexity bucket() {
    return demand.complexity();
  }
}
