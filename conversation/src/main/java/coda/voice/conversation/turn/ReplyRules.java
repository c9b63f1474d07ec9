package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnTimer.FALSE_INTERRUPTION;
import static coda.voice.conversation.turn.TurnTimer.FIRST_AUDIO;
import static coda.voice.conversation.turn.TurnTimer.FIRST_TEXT;
import static coda.voice.conversation.turn.TurnTimer.STALL;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.Reply.Finishing;
import coda.voice.conversation.turn.Reply.Held;
import coda.voice.conversation.turn.Reply.Speaking;
import coda.voice.conversation.turn.Reply.Thinking;
import coda.voice.conversation.turn.TurnEffect.DiscardRecognition;
import coda.voice.conversation.turn.TurnEffect.EndReply;
import coda.voice.conversation.turn.TurnEffect.HoldPlayback;
import coda.voice.conversation.turn.TurnEffect.ResumePlayback;
import coda.voice.conversation.turn.TurnEffect.StartReply;
import coda.voice.conversation.turn.TurnEffect.StartSpeech;
import coda.voice.conversation.turn.TurnEvent.PlaybackFinished;
import coda.voice.conversation.turn.TurnEvent.PlaybackProgressed;
import coda.voice.conversation.turn.TurnEvent.ReplyFailed;
import coda.voice.conversation.turn.TurnEvent.ReplyMade;
import coda.voice.conversation.turn.TurnEvent.ReplySpeechBegan;
import coda.voice.conversation.turn.TurnEvent.ReplyTextBegan;
import coda.voice.conversation.turn.TurnEvent.SpeechProposed;
import coda.voice.conversation.turn.TurnState.Proposal;
import java.util.List;
import java.util.Optional;

/** What the assistant does: begins, is heard, is held, goes on, ends exactly once. */
final class ReplyRules {
  /** A proposal nobody had room for is stale after this long. */
  static final long PROPOSAL_LIFE_MS = 30_000;

  /** More proposals than this push the oldest out. */
  static final int MAX_PROPOSALS = 8;

  private ReplyRules() {}

  static void start(Transition t, String itemId, String text, long turnEndedAt) {
    String replyId = t.nextReplyId();
    t.goodbye = false;
    t.reply = new Thinking(replyId, t.settings, text);
    t.emit(new StartReply(replyId, itemId, text));
    armFirsts(t, turnEndedAt);
  }

  static void speak(Transition t, String text) {
    String replyId = t.nextReplyId();
    t.reply = new Thinking(replyId, t.settings, "");
    t.emit(new StartSpeech(replyId, text));
    armFirsts(t, t.at);
  }

  private static void armFirsts(Transition t, long turnEndedAt) {
    TurnSettings s = t.settings;
    long budgetLeft = s.replyBudgetMs() - (t.at - turnEndedAt);
    t.arm(FIRST_TEXT, Math.min(s.firstTextMs(), budgetLeft));
    t.arm(FIRST_AUDIO, Math.min(s.firstAudioMs(), budgetLeft));
  }

  static void proposed(Transition t, SpeechProposed e) {
    if (t.lifecycle == Lifecycle.DRAINING) {
      t.ignore("the session takes no new turns");
      return;
    }
    if (t.proposals.size() == MAX_PROPOSALS) {
      t.proposals.removeFirst();
    }
    t.proposals.add(new Proposal(e.text(), t.at + PROPOSAL_LIFE_MS));
  }

  static void textBegan(Transition t, ReplyTextBegan e) {
    if (running(t, e.replyId()).isEmpty()) {
      t.ignore("the answer is over");
      return;
    }
    t.disarm(FIRST_TEXT);
  }

  static void speechBegan(Transition t, ReplySpeechBegan e) {
    if (!(t.reply instanceof Thinking thinking) || !thinking.replyId().equals(e.replyId())) {
      t.ignore("the answer is over or heard already");
      return;
    }
    t.disarm(FIRST_TEXT);
    t.disarm(FIRST_AUDIO);
    t.reply = new Speaking(thinking.replyId(), thinking.settings());
    t.arm(STALL, thinking.settings().stallMs());
    if (t.user instanceof User.Speaking && t.mode != ConversationMode.PUSH_TO_TALK) {
      holdIfHeard(t);
    }
  }

  static void made(Transition t, ReplyMade e) {
    switch (running(t, e.replyId()).orElse(null)) {
      case Speaking s -> t.reply = new Finishing(s.replyId(), s.settings());
      case Held h -> t.reply = new Held(h.replyId(), h.settings(), true);
      case Thinking th -> t.disarm(FIRST_TEXT);
      case Finishing f -> t.ignore("the answer was made already");
      case null -> t.ignore("the answer is over");
    }
  }

  static void progressed(Transition t, PlaybackProgressed e) {
    switch (running(t, e.replyId()).orElse(null)) {
      case Speaking s -> t.arm(STALL, s.settings().stallMs());
      case Finishing f -> t.arm(STALL, f.settings().stallMs());
      case Held h -> t.ignore("the answer is held");
      case Thinking th -> t.ignore("nothing was heard yet");
      case null -> t.ignore("the answer is over");
    }
  }

  static void finished(Transition t, PlaybackFinished e) {
    if (running(t, e.replyId()).isEmpty()) {
      t.ignore("the answer is over");
      return;
    }
    end(t, Outcome.COMPLETED, "done");
  }

  static void failed(Transition t, ReplyFailed e) {
    if (running(t, e.replyId()).isEmpty()) {
      t.ignore("the answer is over");
      return;
    }
    end(t, Outcome.FAILED, e.code());
  }

  static void fail(Transition t, String code) {
    if (t.reply instanceof Announced) {
      end(t, Outcome.FAILED, code);
    } else {
      t.ignore("there is no answer");
    }
  }

  static void interruptRequested(Transition t) {
    t.unanswered = "";
    if (t.reply instanceof Reply.Transcribing) {
      List<UserTurn> waiting = List.copyOf(t.pending);
      t.pending.clear();
      t.disarm(TurnTimer.FINAL_TRANSCRIPT);
      for (UserTurn turn : waiting) {
        t.emit(new DiscardRecognition(turn.itemId()));
        TranscriptRules.drop(t, turn.itemId(), "TURN_CANCELLED");
      }
    } else if (t.reply instanceof Announced) {
      stop(t, "client");
    } else {
      t.ignore("there is no answer");
    }
  }

  /** Ends a running answer at the client's wish, however far it is. */
  static void stop(Transition t, String reason) {
    if (t.reply instanceof Announced announced) {
      end(t, announced instanceof Thinking ? Outcome.CANCELLED : Outcome.TRUNCATED, reason);
    }
  }

  static void holdIfHeard(Transition t) {
    boolean made = t.reply instanceof Finishing;
    if (t.reply instanceof Announced a && (made || t.reply instanceof Speaking)) {
      t.reply = new Held(a.replyId(), a.settings(), made);
      t.emit(new HoldPlayback(a.replyId()));
      t.disarm(STALL);
      t.arm(FALSE_INTERRUPTION, a.settings().falseInterruptionMs());
    }
  }

  static void nothingCameOfIt(Transition t) {
    if (!(t.reply instanceof Held held)) {
      t.ignore("no answer is held");
    } else if (t.user instanceof User.Speaking) {
      t.arm(FALSE_INTERRUPTION, held.settings().falseInterruptionMs());
    } else {
      resume(t);
    }
  }

  static void resume(Transition t) {
    if (t.reply instanceof Held held) {
      t.disarm(FALSE_INTERRUPTION);
      t.reply =
          held.made()
              ? new Finishing(held.replyId(), held.settings())
              : new Speaking(held.replyId(), held.settings());
      t.emit(new ResumePlayback(held.replyId()));
      t.arm(STALL, held.settings().stallMs());
    }
  }

  static void end(Transition t, Outcome outcome, String reason) {
    if (t.reply instanceof Announced announced) {
      t.emit(new EndReply(announced.replyId(), outcome, reason));
      t.disarm(FIRST_TEXT);
      t.disarm(FIRST_AUDIO);
      t.disarm(STALL);
      t.disarm(FALSE_INTERRUPTION);
      t.reply = Reply.NONE;
      awaitWords(t);
    }
  }

  /** Without an announced answer, the reply region says whether words are awaited. */
  static void awaitWords(Transition t) {
    if (!(t.reply instanceof Announced)) {
      t.reply =
          t.pending.isEmpty() ? Reply.NONE : new Reply.Transcribing(t.pending.getFirst().itemId());
    }
  }

  private static Optional<Announced> running(Transition t, String replyId) {
    return t.reply instanceof Announced a && a.replyId().equals(replyId)
        ? Optional.of(a)
        : Optional.empty();
  }
}
