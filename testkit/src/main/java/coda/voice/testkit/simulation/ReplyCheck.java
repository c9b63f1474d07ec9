package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import java.util.HashSet;
import java.util.Set;

/** The machine's replies: one at a time, each ends once, with the settings it began with. */
final class ReplyCheck implements SessionWitness {
  private final Violations violations;
  private final Set<String> begun = new HashSet<>();
  private String running = "";
  private TurnSettings settings = TurnSettings.DEFAULTS;
  private boolean held;
  private long at;

  ReplyCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    at = event.at();
    String before = running;
    step.effects().forEach(this::follow);
    if (step.state().reply() instanceof Reply.Announced announced) {
      isRunning(announced, !announced.replyId().equals(before));
    } else if (!running.isEmpty()) {
      violations.add(Invariant.ENDS_ONCE, running + " is forgotten without an end", at);
      running = "";
    }
  }

  private void isRunning(Reply.Announced announced, boolean isNew) {
    if (!announced.replyId().equals(running)) {
      violations.add(Invariant.ENDS_ONCE, announced.replyId() + " runs and is not announced", at);
      running = announced.replyId();
    }
    if (isNew) {
      settings = announced.settings();
    } else if (!announced.settings().equals(settings)) {
      violations.add(Invariant.SETTINGS_ARE_A_SNAPSHOT, running + " has changed its settings", at);
      settings = announced.settings();
    }
    if (announced instanceof Reply.Held != held) {
      violations.add(
          Invariant.EVERY_WAIT_ENDS,
          running + (held ? " is held for nobody" : " is said to be held and plays"),
          at);
      held = !held;
    }
  }

  private void follow(TurnEffect effect) {
    switch (effect) {
      case TurnEffect.StartReply e -> begin(e.replyId());
      case TurnEffect.ConfirmTentative e -> begin(e.replyId());
      case TurnEffect.StartRequested e -> begin(e.replyId());
      case TurnEffect.StartSpeech e -> begin(e.replyId());
      case TurnEffect.StartModelReply e -> begin(e.replyId());
      case TurnEffect.StartApology e -> begin(e.replyId());
      case TurnEffect.EndReply e -> {
        if (!running.equals(e.replyId())) {
          violations.add(Invariant.ENDS_ONCE, e.replyId() + " ends and does not run", at);
        }
        running = "";
        held = false;
      }
      case TurnEffect.HoldPlayback e -> {
        sameReply(e.replyId(), "is held");
        held = true;
      }
      case TurnEffect.ResumePlayback e -> {
        sameReply(e.replyId(), "goes on");
        held = false;
      }
      default -> {}
    }
  }

  private void begin(String replyId) {
    if (!running.isEmpty()) {
      violations.add(Invariant.ONE_REPLY, replyId + " begins while " + running + " runs", at);
    }
    if (!begun.add(replyId)) {
      violations.add(Invariant.ENDS_ONCE, replyId + " begins twice", at);
    }
    running = replyId;
    held = false;
  }

  private void sameReply(String replyId, String what) {
    if (!running.equals(replyId)) {
      violations.add(
          Invariant.NOTHING_AFTER_THE_END, replyId + " " + what + " and does not run", at);
    }
  }
}
