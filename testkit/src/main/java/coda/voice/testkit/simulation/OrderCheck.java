package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.testkit.scenario.Action;
import coda.voice.testkit.scenario.ClientAction;
import coda.voice.testkit.scenario.ServerAction;
import coda.voice.testkit.scenario.UserAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whatever a client orders reaches the turn machine. */
final class OrderCheck implements SessionWitness {
  private final Violations violations;
  private final Map<Class<? extends TurnEvent>, Integer> arrived = new HashMap<>();
  private long at;

  OrderCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    arrived.merge(event.getClass(), 1, Integer::sum);
  }

  /**
   * Compares, when everything is over.
   *
   * @param performed what was done
   */
  void compare(List<Action> performed) {
    for (Action action : performed) {
      order(action).ifPresent(this::takeAway);
    }
  }

  private void takeAway(Class<? extends TurnEvent> event) {
    if (arrived.merge(event, -1, Integer::sum) < 0) {
      violations.add(Invariant.CONTROL_IS_KEPT, event.getSimpleName() + " was lost", at);
    }
  }

  private static Optional<Class<? extends TurnEvent>> order(Action action) {
    return switch (action) {
      case UserAction.Types a -> Optional.of(TurnEvent.Typed.class);
      case UserAction.EndsTurn a -> Optional.of(TurnEvent.Committed.class);
      case UserAction.ReleasesButton a -> Optional.of(TurnEvent.Committed.class);
      case UserAction.TakesBack a -> Optional.of(TurnEvent.Cleared.class);
      case UserAction.PressesStop a -> Optional.of(TurnEvent.InterruptRequested.class);
      case UserAction.HangsUp a -> Optional.of(TurnEvent.CloseRequested.class);
      case ClientAction.LosesConnection a -> Optional.of(TurnEvent.ConnectionLost.class);
      case ClientAction.Reconnects a -> Optional.of(TurnEvent.ConnectionResumed.class);
      case ServerAction.Drains a -> Optional.of(TurnEvent.DrainRequested.class);
      default -> Optional.empty();
    };
  }
}
