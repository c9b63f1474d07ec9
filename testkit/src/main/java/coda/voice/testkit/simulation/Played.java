package coda.voice.testkit.simulation;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.testkit.scenario.Scenario;
import java.util.List;
record Played(Tally tally, List<Violation> violations) {
  static Played of(Scenario s, TurnRules r) { return new Played(Tally.NOTHING, List.of()); }
}
