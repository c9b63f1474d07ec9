package coda.voice.conversation.routing;

import java.util.List;
import java.util.Set;

/**
 * What a turn asks for, measured from its words.
 *
 * @param complexity how much
 * @param intents which kinds of answer; empty when the words do not tell
 * @param needs what only tools or memory can give
 * @param reasons short phrases for people, without any word of the user
 */
public record Demand(
    Complexity complexity, Set<Intent> intents, Set<Need> needs, List<String> reasons) {

  /** Copies all. */
  public Demand {
    intents = Set.copyOf(intents);
    needs = Set.copyOf(needs);
    reasons = List.copyOf(reasons);
  }

  /**
   * Measures a turn. English has word lists; of other languages only length, clauses between
   * commas, numbers and the question mark are seen, and the words of the tools.
   *
   * @param facts its words, their language and the tools there are
   */
  public static Demand of(TurnFacts facts) {
    return DemandReader.read(facts.text(), facts.language(), facts.toolWords());
  }
}
