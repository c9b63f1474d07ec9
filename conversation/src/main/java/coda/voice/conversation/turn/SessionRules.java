package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnTimer.IDLE;

import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.TurnEffect.CloseSession;
import coda.voice.conversation.turn.TurnEffect.DiscardRecognition;
import coda.voice.conversation.turn.TurnEvent.Configured;
import java.util.List;
import java.util.Optional;

/** What concerns the session as a whole: its settings, its end, and what quiet makes possible. */
final class SessionRules {
  private SessionRules() {}

  static void configured(Transition t, Configured e) {
    t.mode = e.mode();
    t.settings = e.settings();
  }

  static void close(Transition t, String reason) {
    ReplyRules.stop(t, "closed");
    t.turn.ifPresent(turn -> t.emit(new DiscardRecognition(turn.itemId())));
    t.pending.forEach(turn -> t.emit(new DiscardRecognition(turn.itemId())));
    t.turn = Optional.empty();
    t.pending.clear();
    t.proposals.clear();
    t.user = User.SILENT;
    t.reply = Reply.NONE;
    t.unanswered = "";
    t.lifecycle = Lifecycle.CLOSED;
    List.copyOf(t.timers).forEach(t::disarm);
    t.emit(new CloseSession(reason));
  }

  /**
   * After every event: end when the end was waiting for this moment, or speak up, or count
   * idleness.
   */
  static void settle(Transition t) {
    if (t.lifecycle == Lifecycle.CLOSED) {
      return;
    }
    boolean nothingRuns = t.hearingNothing() && !(t.reply instanceof Announced);
    if (nothingRuns && (t.goodbye || t.lifecycle == Lifecycle.DRAINING)) {
      close(t, t.goodbye ? "goodbye" : "drain");
      return;
    }
    boolean quiet = nothingRuns && t.user instanceof User.Silent;
    if (quiet) {
      t.proposals.removeIf(proposal -> proposal.expiresAt() < t.at);
      if (!t.proposals.isEmpty()) {
        ReplyRules.speak(t, t.proposals.removeFirst().text());
        quiet = false;
      }
    }
    if (!quiet) {
      t.disarm(IDLE);
    } else if (!t.timers.contains(IDLE)) {
      t.arm(IDLE, t.settings.idleMs());
    }
  }
}
