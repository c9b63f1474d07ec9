package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.Lead;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import coda.voice.conversation.turn.TurnTimer;
import java.util.List;
import java.util.Optional;

/**
 * A model speaks by itself when it leads, or into the quiet; nobody holds it or says sorry for it;
 * what it was told is remembered, and what it owes has its time.
 */
final class LeadCheck implements SessionWitness {
  private final Violations violations;
  private Optional<TurnState> before = Optional.empty();
  private long at;

  LeadCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    TurnState state = step.state();
    before.ifPresent(was -> follow(event, was, step.effects()));
    before = Optional.of(state);
    boolean nothingRuns =
        state.turn().isEmpty()
            && state.pending().isEmpty()
            && !(state.reply() instanceof Reply.Announced);
    if (state.owed().isPresent() && nothingRuns) {
      if (state.lead() == Lead.SESSION) {
        wrong("the session leads and " + state.owed().get().itemId() + " is not answered");
      } else if (!state.timers().contains(TurnTimer.MODEL_ANSWER)) {
        violations.add(Invariant.EVERY_WAIT_ENDS, "the model owes an answer for ever", at);
      }
    }
  }

  private void follow(TurnEvent event, TurnState was, List<TurnEffect> effects) {
    boolean led = was.reply() instanceof Reply.Announced reply && reply.answer().led();
    for (TurnEffect effect : effects) {
      switch (effect) {
        case TurnEffect.StartModelReply e -> {
          if (was.lead() != Lead.MODEL && !was.quiet()) {
            wrong(e.replyId() + " is spoken while the session leads");
          }
        }
        case TurnEffect.HoldPlayback e when led -> wrong(e.replyId() + " leads and is held");
        case TurnEffect.StartApology e when led -> wrong("somebody says sorry for " + was.reply());
        case TurnEffect.NotifyTranscript e when e.isFinal() && was.lead() == Lead.MODEL ->
            isRemembered(e.itemId(), event, effects);
        default -> {}
      }
    }
  }

  /** What is understood is remembered, dropped, or waits for a reply not to be interrupted. */
  private void isRemembered(String itemId, TurnEvent event, List<TurnEffect> effects) {
    boolean remembered =
        effects.stream()
            .anyMatch(
                e ->
                    (e instanceof TurnEffect.RecordUser r && r.itemId().equals(itemId))
                        || (e instanceof TurnEffect.RecordAnswered a && a.itemId().equals(itemId))
                        || (e instanceof TurnEffect.NotifyTurnDropped d
                            && d.itemId().equals(itemId)));
    boolean waits =
        before
            .filter(s -> s.reply() instanceof Reply.Announced r && r.answer().untouchable())
            .isPresent();
    if (!remembered && !waits) {
      wrong("the model was told " + itemId + " and nobody remembers it: " + event);
    }
  }

  private void wrong(String what) {
    violations.add(Invariant.LEAD_IS_KEPT, what, at);
  }
}
