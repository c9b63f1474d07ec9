package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TurnMachinePropertyTest {
  @Provide
  Arbitrary<List<TurnEvents.Choice>> rows() {
    return TurnEvents.rows();
  }

  @Property(tries = 4000)
  void everyRowOfEventsKeepsTheInvariants(@ForAll("rows") List<TurnEvents.Choice> row) {
    TurnInvariants invariants = new TurnInvariants();
    TurnState state = TurnState.initial(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS);
    TurnMachine.Step opened =
        TurnMachine.next(
            state,
            new TurnEvent.Configured(0, ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS));
    invariants.check(opened);
    state = opened.state();
    long at = 1000;
    for (TurnEvents.Choice choice : row) {
      at += choice.afterMs();
      TurnEvent event = choice.event(at, state);
      invariants.happens(event);
      TurnMachine.Step step = TurnMachine.next(state, event);
      invariants.check(step);
      state = step.state();
    }
  }

  @Property(tries = 500)
  void theSameEventsHaveTheSameEffects(@ForAll("rows") List<TurnEvents.Choice> row) {
    assertThat(run(row)).isEqualTo(run(row));
  }

  private static List<TurnMachine.Step> run(List<TurnEvents.Choice> row) {
    TurnState state = TurnState.initial(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS);
    List<TurnMachine.Step> steps = new java.util.ArrayList<>();
    long at = 1000;
    for (TurnEvents.Choice choice : row) {
      at += choice.afterMs();
      TurnMachine.Step step = TurnMachine.next(state, choice.event(at, state));
      steps.add(step);
      state = step.state();
    }
    return steps;
  }
}
