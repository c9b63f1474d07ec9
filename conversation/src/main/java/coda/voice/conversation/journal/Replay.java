package coda.voice.conversation.journal;

import coda.voice.conversation.journal.Journal.Step;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.conversation.turn.TurnState;
import java.util.ArrayList;
import java.util.List;

/** Runs the turn machine over a journal and compares what follows with what was recorded. */
public final class Replay {
  private Replay() {}

  /**
   * Every step whose effects are not the recorded ones; empty when the machine still does exactly
   * what it did.
   *
   * @param journal complete or not
   */
  public static List<Difference> differences(Journal journal) {
    return differences(journal, TurnMachine::next);
  }

  /**
   * The same with other rules.
   *
   * @param journal complete or not
   * @param rules of turn-taking
   */
  public static List<Difference> differences(Journal journal, TurnRules rules) {
    List<Difference> differences = new ArrayList<>();
    TurnState state = journal.opening().initialState();
    for (int i = 0; i < journal.entries().size(); i++) {
      if (journal.entries().get(i) instanceof Step recorded) {
        TurnMachine.Step now = rules.next(state, recorded.event());
        if (!now.effects().equals(recorded.effects())) {
          differences.add(
              new Difference(Journal.line(i), recorded.event(), recorded.effects(), now.effects()));
        }
        state = now.state();
      }
    }
    return differences;
  }

  /**
   * A step that went differently.
   *
   * @param line of the file, from 1
   * @param event what happened
   * @param recorded the effects it had
   * @param now the effects it has
   */
  public record Difference(
      int line, TurnEvent event, List<TurnEffect> recorded, List<TurnEffect> now) {
    /** Copies the effects. */
    public Difference {
      recorded = List.copyOf(recorded);
      now = List.copyOf(now);
    }

    /** For people: the line, the event, and both rows of effects. */
    @Override
    public String toString() {
      return "Line %d: %s%n  recorded: %s%n  now:      %s"
          .formatted(line, RecordWriter.line((Record) event), row(recorded), row(now));
    }

    private static String row(List<TurnEffect> effects) {
      return effects.isEmpty()
          ? "nothing"
          : String.join(" ", effects.stream().map(e -> RecordWriter.line((Record) e)).toList());
    }
  }
}
