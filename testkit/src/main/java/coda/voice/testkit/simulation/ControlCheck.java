package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import java.util.List;
import java.util.Optional;

/** What the client orders is done, or it is told why not. */
final class ControlCheck implements SessionWitness {
  private final Violations violations;
  private Optional<TurnState> last = Optional.empty();

  ControlCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    Optional<TurnState> before = last;
    last = Optional.of(step.state());
    if (before.isEmpty() || before.get().lifecycle() == Lifecycle.CLOSED) {
      return;
    }
    if (!isDone(event, before.get(), step)) {
      violations.add(Invariant.CONTROL_IS_KEPT, "nothing comes of " + event, event.at());
    }
  }

  private static boolean isDone(TurnEvent event, TurnState before, TurnMachine.Step step) {
    TurnState after = step.state();
    List<TurnEffect> effects = step.effects();
    Lifecycle lifecycle = after.lifecycle();
    return switch (event) {
      case TurnEvent.Typed e ->
          after.waiting().isPresent()
              || any(effects, TurnEffect.RecordUser.class)
              || any(effects, TurnEffect.NotifyTurnDropped.class);
      case TurnEvent.InterruptRequested e ->
          !(before.reply() instanceof Reply.Announced)
              || any(effects, TurnEffect.EndReply.class)
              || any(effects, TurnEffect.NotifyUntouchable.class);
      case TurnEvent.Committed e ->
          before.turn().isEmpty()
              || any(effects, TurnEffect.FinishRecognition.class)
              || any(effects, TurnEffect.DiscardRecognition.class);
      case TurnEvent.Cleared e ->
          before.turn().isEmpty() || any(effects, TurnEffect.DiscardRecognition.class);
      case TurnEvent.Configured e ->
          after.mode() == e.mode() && after.settings().equals(e.settings());
      case TurnEvent.CloseRequested e -> lifecycle == Lifecycle.CLOSED;
      case TurnEvent.DrainRequested e ->
          lifecycle == Lifecycle.CLOSED || lifecycle == Lifecycle.DRAINING;
      case TurnEvent.GoodbyeSaid e -> lifecycle == Lifecycle.CLOSED || after.goodbye();
      case TurnEvent.ConnectionLost e -> lifecycle != Lifecycle.LIVE;
      case TurnEvent.ConnectionResumed e -> lifecycle != Lifecycle.SUSPENDED;
      default -> true;
    };
  }

  private static boolean any(List<TurnEffect> effects, Class<? extends TurnEffect> kind) {
    for (TurnEffect effect : effects) {
      if (kind.isInstance(effect)) {
        return true;
      }
    }
    return false;
  }
}
