package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.Tentative;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;

/** Replies begun on trust: one at a time, each confirmed by the final words or thrown away. */
final class TentativeCheck implements SessionWitness {
  private final Violations violations;
  private String open = "";
  private long won;
  private long wasted;
  private long at;

  TentativeCheck(Violations violations) {
    this.violations = violations;
  }

  /** How many were confirmed. */
  long won() {
    return won;
  }

  /** How many were thrown away. */
  long wasted() {
    return wasted;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    for (TurnEffect effect : step.effects()) {
      switch (effect) {
        case TurnEffect.StartTentative e -> begin(e.replyId());
        case TurnEffect.ConfirmTentative e -> {
          comesToAnEnd(e.replyId(), "confirmed");
          wordsAreFinal(e.itemId(), step);
          won++;
        }
        case TurnEffect.DropTentative e -> {
          comesToAnEnd(e.replyId(), "thrown away");
          wasted++;
        }
        default -> {}
      }
    }
    sameAsState(step.state());
  }

  private void begin(String replyId) {
    if (!open.isEmpty()) {
      violations.add(Invariant.ONE_REPLY, replyId + " is begun while " + open + " is tried", at);
    }
    open = replyId;
  }

  private void comesToAnEnd(String replyId, String how) {
    if (!open.equals(replyId)) {
      violations.add(Invariant.ENDS_ONCE, replyId + " is " + how + " and is not being tried", at);
    }
    open = "";
  }

  /** Only the final words of its turn make a tentative reply the reply. */
  private void wordsAreFinal(String itemId, TurnMachine.Step step) {
    boolean known =
        step.effects().stream()
            .anyMatch(e -> e instanceof TurnEffect.RecordUser r && r.itemId().equals(itemId));
    if (!known) {
      violations.add(
          Invariant.HISTORY_IS_WHAT_WAS_HEARD, "a reply to words that are not final counts", at);
    }
  }

  private void sameAsState(TurnState state) {
    String known = state.tentative().map(Tentative::replyId).orElse("");
    if (!known.equals(open)) {
      violations.add(
          state.lifecycle() == Lifecycle.CLOSED
              ? Invariant.EVERYTHING_GIVEN_BACK
              : Invariant.ENDS_ONCE,
          "'" + open + "' is being tried and '" + known + "' should be",
          at);
      open = known;
    }
    if (!open.isEmpty() && state.reply() instanceof Reply.Announced running) {
      violations.add(
          Invariant.ONE_REPLY, open + " is tried while " + running.replyId() + " runs", at);
    }
  }
}
