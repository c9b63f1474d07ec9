package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import java.util.HashSet;
import java.util.Set;

/** A tool runs once for a call of an announced reply; what it did is recorded, once. */
final class ToolCheck implements SessionWitness {
  private final Violations violations;
  private final Set<String> announced = new HashSet<>();
  private final Set<String> ran = new HashSet<>();
  private final Set<String> returned = new HashSet<>();
  private final Set<String> recorded = new HashSet<>();
  private boolean closed;
  private long at;

  ToolCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    step.effects().forEach(this::follow);
    if (event instanceof TurnEvent.ToolEnded e && !closed) {
      returns(e.replyId() + "/" + e.callId());
    }
    closed = step.state().lifecycle() == Lifecycle.CLOSED;
  }

  private void follow(TurnEffect effect) {
    switch (effect) {
      case TurnEffect.StartReply e -> announced.add(e.replyId());
      case TurnEffect.StartRequested e -> announced.add(e.replyId());
      case TurnEffect.ConfirmTentative e -> announced.add(e.replyId());
      case TurnEffect.EndReply e -> announced.remove(e.replyId());
      case TurnEffect.RunTool e -> {
        if (!ran.add(e.replyId() + "/" + e.callId())) {
          violations.add(Invariant.TOOLS_RUN_ONCE, e.callId() + " runs a second time", at);
        }
        if (!announced.contains(e.replyId())) {
          violations.add(
              Invariant.TOOLS_RUN_ONCE,
              e.callId() + " runs for " + e.replyId() + ", which nobody has announced",
              at);
        }
      }
      case TurnEffect.RecordTool e -> {
        String call = e.replyId() + "/" + e.callId();
        if (!ran.contains(call) || !recorded.add(call)) {
          violations.add(Invariant.TOOLS_RUN_ONCE, call + " is recorded and did not run", at);
        }
      }
      case TurnEffect.DeliverTool e -> {
        if (!announced.contains(e.replyId())) {
          violations.add(
              Invariant.NOTHING_AFTER_THE_END, e.replyId() + " is over and given a result", at);
        }
      }
      default -> {}
    }
  }

  private void returns(String call) {
    if (ran.contains(call) && returned.add(call) && !recorded.contains(call)) {
      violations.add(Invariant.TOOLS_RUN_ONCE, "the result of " + call + " is lost", at);
    }
  }
}
