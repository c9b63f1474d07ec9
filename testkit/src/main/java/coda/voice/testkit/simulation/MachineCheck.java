package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import java.util.Optional;

/** The machine as a whole: what is out of place changes nothing, and the end is the end. */
final class MachineCheck implements SessionWitness {
  private final Violations violations;
  private Optional<TurnState> before = Optional.empty();

  MachineCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    boolean wasClosed = before.filter(s -> s.lifecycle() == Lifecycle.CLOSED).isPresent();
    boolean ignored = false;
    int ends = 0;
    for (TurnEffect effect : step.effects()) {
      ignored |= effect instanceof TurnEffect.Ignored;
      ends += effect instanceof TurnEffect.CloseSession ? 1 : 0;
    }
    if (wasClosed && !(ignored && step.effects().size() == 1)) {
      violations.add(
          Invariant.EVERYTHING_GIVEN_BACK, "something happens after the end: " + event, event.at());
    }
    if (ignored && before.isPresent() && moved(before.get(), step.state())) {
      violations.add(Invariant.NEVER_THROWS, "ignored, and yet it counts: " + event, event.at());
    }
    boolean closes = !wasClosed && step.state().lifecycle() == Lifecycle.CLOSED;
    if (ends != (closes ? 1 : 0)) {
      violations.add(
          Invariant.EVERYTHING_GIVEN_BACK, "the session ends " + ends + " times", event.at());
    }
    before = Optional.of(step.state());
  }

  /** Quiet may begin to be counted with any event, and proposals grow stale. */
  private static boolean moved(TurnState before, TurnState after) {
    return !before.user().equals(after.user())
        || !before.turn().equals(after.turn())
        || !before.pending().equals(after.pending())
        || (before.proposals().isEmpty() && !before.reply().equals(after.reply()));
  }
}
