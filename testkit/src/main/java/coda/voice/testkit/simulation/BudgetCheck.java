package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import coda.voice.conversation.turn.UserTurn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * From the end of a turn to its answer's first sound, or to its end, no more than the budget; with
 * tools, no more than they may take and then the time for the first sound.
 */
final class BudgetCheck implements SessionWitness {
  private final Violations violations;
  private final Map<String, Long> turnEnded = new HashMap<>();
  private final Set<String> hadToWait = new HashSet<>();
  private long deadline = Long.MAX_VALUE;
  private long at;

  BudgetCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    if (at > deadline) {
      violations.add(
          Invariant.EVERY_WAIT_ENDS, "an answer is silent for longer than its budget", at);
      deadline = Long.MAX_VALUE;
    }
    TurnState state = step.state();
    state.owed().ifPresent(said -> hadToWait.add(said.itemId()));
    state.waiting().ifPresent(said -> hadToWait.add(said.itemId()));
    for (UserTurn turn : state.pending()) {
      long until =
          turn.endedAt() + (long) state.settings().finalTranscriptMs() + state.settings().idleMs();
      turnEnded.putIfAbsent(turn.itemId(), turn.endedAt());
      if (at > until) {
        violations.add(Invariant.EVERY_WAIT_ENDS, turn.itemId() + " is never understood", at);
      }
    }
    for (TurnEffect effect : step.effects()) {
      switch (effect) {
        case TurnEffect.StartReply e -> expect(state, since(e.itemId()));
        case TurnEffect.ConfirmTentative e -> expect(state, since(e.itemId()));
        case TurnEffect.StartRequested e -> expect(state, at);
        case TurnEffect.StartSpeech e -> expect(state, at);
        case TurnEffect.StartModelReply e -> expect(state, at);
        case TurnEffect.StartApology e -> expect(state, at);
        case TurnEffect.RunTool e -> deadline = at + settings(state).toolMs();
        case TurnEffect.DeliverTool e -> deadline = at + afterTool(state, e.replyId());
        default -> {}
      }
    }
    if (!(state.reply() instanceof Reply.Thinking)) {
      deadline = Long.MAX_VALUE;
    }
  }

  private static int afterTool(TurnState state, String replyId) {
    boolean others = state.tools().stream().anyMatch(call -> call.startsWith(replyId + "/"));
    return others ? settings(state).toolMs() : settings(state).firstAudioMs();
  }

  /** A running reply keeps the settings it began with. */
  private static TurnSettings settings(TurnState state) {
    return state.reply() instanceof Reply.Announced reply ? reply.settings() : state.settings();
  }

  /** What had to wait for a reply that must not be interrupted counts from the end of that. */
  private long since(String itemId) {
    return hadToWait.contains(itemId) ? at : turnEnded.getOrDefault(itemId, at);
  }

  private void expect(TurnState state, long since) {
    deadline = Math.max(at, since + settings(state).replyBudgetMs());
  }
}
