package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnError.PROPOSAL_STALE;
import static coda.voice.conversation.turn.TurnTimer.IDLE;
import static coda.voice.conversation.turn.TurnTimer.IDLE_PROMPT;
import static coda.voice.conversation.turn.TurnTimer.SUSPENSION;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.TurnEffect.CloseSession;
import coda.voice.conversation.turn.TurnEffect.DiscardRecognition;
import coda.voice.conversation.turn.TurnEffect.NotifyProposalDropped;
import coda.voice.conversation.turn.TurnEffect.ProposeIdlePrompt;
import coda.voice.conversation.turn.TurnEffect.RefuseRequest;
import coda.voice.conversation.turn.TurnEvent.Configured;
import coda.voice.conversation.turn.TurnState.Proposal;
import coda.voice.engine.TurnDetector.TurnOutlook;
import java.util.List;
import java.util.Optional;

/** What concerns the session as a whole: its settings, its end, and what quiet makes possible. */
final class SessionRules {
  private SessionRules() {}

  static void configured(Transition t, Configured e) {
    if (e.mode() != t.mode || !e.settings().equals(t.settings)) {
      Speculation.drop(t, "the settings changed");
    }
    t.unheard = false;
    t.mode = e.mode();
    t.settings = e.settings();
    if (t.turn.isPresent()
        && t.user instanceof User.Silent
        && t.mode != ConversationMode.PUSH_TO_TALK) {
      // The button that would have ended the turn is gone; now silence does.
      UserRules.awaitMore(t, t.at, TurnOutlook.UNKNOWN);
    }
  }

  static void connectionLost(Transition t) {
    switch (t.lifecycle) {
      case LIVE -> {
        if (t.settings.suspensionMs() == 0) {
          close(t, "lost");
          return;
        }
        t.lifecycle = Lifecycle.SUSPENDED;
        Speculation.drop(t, "the connection is lost");
        Interruption.suspend(t);
        t.arm(SUSPENSION, t.settings.suspensionMs());
      }
      case DRAINING -> close(t, "lost");
      default -> t.ignore("the connection is lost already");
    }
  }

  static void connectionResumed(Transition t) {
    if (t.lifecycle != Lifecycle.SUSPENDED) {
      t.ignore("the connection is not lost");
      return;
    }
    t.lifecycle = Lifecycle.LIVE;
    t.disarm(SUSPENSION);
    Interruption.unsuspend(t);
  }

  static void drain(Transition t) {
    if (t.lifecycle == Lifecycle.SUSPENDED) {
      close(t, "drain");
    } else {
      t.lifecycle = Lifecycle.DRAINING;
    }
  }

  static void quietIsLong(Transition t) {
    t.prompted = true;
    t.emit(new ProposeIdlePrompt());
  }

  static void close(Transition t, String reason) {
    ReplyRules.stop(t, "closed");
    Speculation.drop(t, "the session is over");
    t.turn.ifPresent(turn -> t.emit(new DiscardRecognition(turn.itemId())));
    t.pending.forEach(turn -> TranscriptRules.discard(t, turn));
    t.turn = Optional.empty();
    t.pending.clear();
    t.waiting = Optional.empty();
    t.owed = Optional.empty();
    t.requested.ifPresent(request -> t.emit(new RefuseRequest(request, "")));
    t.requested = Optional.empty();
    t.proposals.clear();
    t.tools.clear();
    t.user = User.SILENT;
    t.reply = Reply.NONE;
    t.unanswered = "";
    t.lifecycle = Lifecycle.CLOSED;
    List.copyOf(t.timers).forEach(t::disarm);
    t.emit(new CloseSession(reason));
  }

  /**
   * After every event: answer what had to wait, end when the end was waiting for this moment, or
   * speak up, or count idleness.
   */
  static void settle(Transition t) {
    if (t.lifecycle == Lifecycle.CLOSED) {
      return;
    }
    Speculation.settle(t);
    dropStaleProposals(t);
    if (nothingRuns(t)) {
      ReplyRules.answerWaiting(t);
    }
    ReplyRules.answerRequest(t);
    ModelRules.settle(t);
    if (nothingRuns(t) && t.owed.isEmpty() && (t.goodbye || t.lifecycle == Lifecycle.DRAINING)) {
      close(t, t.goodbye ? "goodbye" : "drain");
      return;
    }
    if (quiet(t) && t.owed.isEmpty() && !t.proposals.isEmpty()) {
      ReplyRules.speak(t, t.proposals.removeFirst());
    }
    countQuiet(t);
  }

  private static void dropStaleProposals(Transition t) {
    for (Proposal proposal : List.copyOf(t.proposals)) {
      if (proposal.expiresAt() < t.at) {
        t.proposals.remove(proposal);
        t.emit(new NotifyProposalDropped(proposal.text(), PROPOSAL_STALE.code()));
      }
    }
  }

  static boolean nothingRuns(Transition t) {
    return t.hearingNothing() && !(t.reply instanceof Announced);
  }

  static boolean quiet(Transition t) {
    return nothingRuns(t) && t.user instanceof User.Silent && t.lifecycle == Lifecycle.LIVE;
  }

  private static void countQuiet(Transition t) {
    if (!quiet(t)) {
      t.disarm(IDLE);
      t.disarm(IDLE_PROMPT);
      return;
    }
    if (!t.timers.contains(IDLE)) {
      t.arm(IDLE, t.settings.idleMs());
    }
    if (t.settings.idlePromptMs() > 0 && !t.prompted && !t.timers.contains(IDLE_PROMPT)) {
      t.arm(IDLE_PROMPT, t.settings.idlePromptMs());
    }
  }
}
