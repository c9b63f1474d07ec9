package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnError.PROPOSAL_QUEUE_FULL;
import static coda.voice.conversation.turn.TurnError.TURN_CANCELLED;
import static coda.voice.conversation.turn.TurnTimer.FALSE_INTERRUPTION;
import static coda.voice.conversation.turn.TurnTimer.FIRST_AUDIO;
import static coda.voice.conversation.turn.TurnTimer.FIRST_TEXT;
import static coda.voice.conversation.turn.TurnTimer.STALL;

import coda.voice.ErrorCode;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.Reply.Finishing;
import coda.voice.conversation.turn.Reply.Held;
import coda.voice.conversation.turn.Reply.Speaking;
import coda.voice.conversation.turn.Reply.Thinking;
import coda.voice.conversation.turn.TurnEffect.EndReply;
import coda.voice.conversation.turn.TurnEffect.NotifyProposalDropped;
import coda.voice.conversation.turn.TurnEffect.NotifyUntouchable;
import coda.voice.conversation.turn.TurnEffect.RecordUser;
import coda.voice.conversation.turn.TurnEffect.RefuseRequest;
import coda.voice.conversation.turn.TurnEffect.StartApology;
import coda.voice.conversation.turn.TurnEffect.StartReply;
import coda.voice.conversation.turn.TurnEffect.StartRequested;
import coda.voice.conversation.turn.TurnEffect.StartSpeech;
import coda.voice.conversation.turn.TurnEvent.PlaybackFinished;
import coda.voice.conversation.turn.TurnEvent.PlaybackProgressed;
import coda.voice.conversation.turn.TurnEvent.ReplyFailed;
import coda.voice.conversation.turn.TurnEvent.ReplyGuarded;
import coda.voice.conversation.turn.TurnEvent.ReplyMade;
import coda.voice.conversation.turn.TurnEvent.ReplyRequested;
import coda.voice.conversation.turn.TurnEvent.ReplySpeechBegan;
import coda.voice.conversation.turn.TurnEvent.ReplyTextBegan;
import coda.voice.conversation.turn.TurnEvent.SpeechProposed;
import coda.voice.conversation.turn.TurnState.Proposal;
import java.util.List;
import java.util.Optional;

/** What the assistant does: begins, is heard, ends exactly once. */
final class ReplyRules {
  /** More proposals than this push the oldest out. */
  static final int MAX_PROPOSALS = 8;

  private ReplyRules() {}

  static void start(Transition t, String itemId, String text, boolean spoken, long turnEndedAt) {
    Speculation.drop(t, "another answer begins");
    t.goodbye = false;
    t.owed = Optional.empty();
    Answer answer = Answer.to(itemId, text, t.nextReplyId(), t.settings);
    think(t, answer, turnEndedAt);
    t.emit(new StartReply(answer.replyId(), itemId, text, spoken));
  }

  /** An answer is asked for: it begins when nothing else is answered and all words are known. */
  static void requested(Transition t, ReplyRequested e) {
    if (t.lifecycle == Lifecycle.DRAINING) {
      t.emit(new RefuseRequest(e.requestId(), ""));
    } else if (t.reply instanceof Announced running) {
      t.emit(new RefuseRequest(e.requestId(), running.replyId()));
    } else if (t.requested.isPresent()) {
      t.emit(new RefuseRequest(e.requestId(), ""));
    } else {
      t.requested = Optional.of(e.requestId());
    }
  }

  static void answerRequest(Transition t) {
    if (t.requested.isEmpty() || t.reply instanceof Announced || !t.pending.isEmpty()) {
      return;
    }
    String requestId = t.requested.get();
    t.requested = Optional.empty();
    Speculation.drop(t, "another answer begins");
    t.goodbye = false;
    t.owed = Optional.empty();
    t.unanswered = "";
    Answer answer = Answer.requested(t.nextReplyId(), t.settings);
    think(t, answer, t.at);
    t.emit(new StartRequested(answer.replyId(), requestId));
  }

  static void speak(Transition t, Proposal proposal) {
    Speculation.drop(t, "another answer begins");
    Answer answer = Answer.proposed(t.nextReplyId(), t.settings, proposal);
    think(t, answer, t.at);
    t.emit(new StartSpeech(answer.replyId(), proposal.text()));
  }

  private static void apologise(Transition t, Apology apology) {
    Answer answer = Answer.apology(t.nextReplyId(), t.settings);
    think(t, answer, t.at);
    t.emit(new StartApology(answer.replyId(), apology));
  }

  /** An answer is there, in the making; its first words and sounds are awaited. */
  static void think(Transition t, Answer answer, long turnEndedAt) {
    t.reply = new Thinking(answer);
    TurnSettings s = answer.settings();
    long budgetLeft = s.replyBudgetMs() - (t.at - turnEndedAt);
    t.arm(FIRST_TEXT, Math.min(s.firstTextMs(), budgetLeft));
    t.arm(FIRST_AUDIO, Math.min(s.firstAudioMs(), budgetLeft));
  }

  /** The answer that runs must not be interrupted: what was said is answered after it. */
  static void wait(Transition t, Waiting said) {
    String before = t.waiting.map(w -> w.text() + " ").orElse("");
    boolean spoken = t.waiting.map(Waiting::spoken).orElse(true) && said.spoken();
    t.waiting = Optional.of(new Waiting(said.itemId(), before + said.text(), spoken));
  }

  static void answerWaiting(Transition t) {
    if (t.waiting.isPresent()) {
      Waiting said = t.waiting.get();
      t.waiting = Optional.empty();
      t.emit(new RecordUser(said.itemId(), said.text(), false));
      start(t, said.itemId(), said.text(), said.spoken(), t.at);
    }
  }

  static void proposed(Transition t, SpeechProposed e) {
    if (t.lifecycle == Lifecycle.DRAINING) {
      t.ignore("the session takes no new turns");
      return;
    }
    if (t.proposals.size() == MAX_PROPOSALS) {
      t.emit(
          new NotifyProposalDropped(t.proposals.removeFirst().text(), PROPOSAL_QUEUE_FULL.code()));
    }
    t.proposals.add(new Proposal(e.text(), t.at + e.freshMs(), e.guarded()));
  }

  static void guarded(Transition t, ReplyGuarded e) {
    Optional<Announced> running = running(t, e.replyId());
    if (running.isEmpty()) {
      t.ignore("the answer is over");
      return;
    }
    t.reply = running.get().with(running.get().answer().guard(e.guarded()));
    if (e.guarded()) {
      Interruption.resume(t);
    }
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
    t.reply = new Speaking(thinking.answer());
    awaitMore(t);
    if (t.lifecycle == Lifecycle.SUSPENDED) {
      Interruption.suspend(t);
    } else if (t.user instanceof User.Speaking && t.mode != ConversationMode.PUSH_TO_TALK) {
      Interruption.hold(t);
    }
    // What is held in this very moment has not gone out.
    if (t.reply instanceof Speaking speaking) {
      t.reply = new Speaking(speaking.answer().goesOut());
      ModelRules.isHeard(t);
    }
  }

  /** The answer goes on in time; an answer whose tools run has theirs. */
  static void awaitMore(Transition t) {
    if (!(t.reply instanceof Announced running)) {
      return;
    }
    TurnSettings s = running.settings();
    boolean tools = ToolRules.running(t, running.replyId());
    switch (running) {
      case Thinking r -> t.arm(FIRST_AUDIO, tools ? s.toolMs() : s.firstAudioMs());
      case Speaking r -> t.arm(STALL, tools ? s.toolMs() : s.stallMs());
      case Finishing r -> t.arm(STALL, tools ? s.toolMs() : s.stallMs());
      case Held r -> {
        // it goes on, or is cut
      }
    }
  }

  static void made(Transition t, ReplyMade e) {
    switch (running(t, e.replyId()).orElse(null)) {
      case Speaking s -> t.reply = new Finishing(s.answer());
      case Held h -> t.reply = new Held(h.answer(), true);
      case Thinking th -> t.disarm(FIRST_TEXT);
      case Finishing f -> t.ignore("the answer was made already");
      case null -> t.ignore("the answer is over");
    }
  }

  static void progressed(Transition t, PlaybackProgressed e) {
    switch (running(t, e.replyId()).orElse(null)) {
      case Speaking s -> awaitMore(t);
      case Finishing f -> awaitMore(t);
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
    if (t.tentative.filter(it -> it.replyId().equals(e.replyId())).isPresent()) {
      Speculation.failed(t);
    } else if (running(t, e.replyId()).isPresent()) {
      broken(t, ErrorCode.told(e.code()));
    } else {
      t.ignore("the answer is over");
    }
  }

  static void tooLate(Transition t, ErrorCode why) {
    if (t.reply instanceof Announced) {
      broken(t, why);
    } else {
      t.ignore("there is no answer");
    }
  }

  /** The answer cannot go on: it ends, and unless the user speaks, somebody says sorry. */
  static void broken(Transition t, ErrorCode why) {
    if (!(t.reply instanceof Announced announced)) {
      return;
    }
    Apology apology = announced.answer().heard() ? Apology.CUT_OFF : Apology.NO_ANSWER;
    end(t, Outcome.FAILED, why.code());
    boolean somebodyWaits =
        t.hearingNothing()
            && t.waiting.isEmpty()
            && t.requested.isEmpty()
            && announced.settings().manners().answers();
    if (somebodyWaits && !announced.answer().apology() && !announced.answer().led()) {
      apologise(t, apology);
    }
  }

  static void interruptRequested(Transition t) {
    if (t.reply instanceof Announced announced && announced.answer().untouchable()) {
      t.emit(new NotifyUntouchable(announced.replyId()));
      return;
    }
    t.unanswered = "";
    boolean owed = t.owed.isPresent();
    t.owed = Optional.empty();
    if (t.reply instanceof Reply.Transcribing) {
      List<UserTurn> waiting = List.copyOf(t.pending);
      t.pending.clear();
      t.disarm(TurnTimer.FINAL_TRANSCRIPT);
      for (UserTurn turn : waiting) {
        TranscriptRules.discard(t, turn);
        TranscriptRules.drop(t, turn, TURN_CANCELLED);
      }
    } else if (t.reply instanceof Announced) {
      stop(t, "client");
    } else if (!owed) {
      t.ignore("there is no answer");
    }
  }

  /** Ends a running answer at the client's wish, however far it is. */
  static void stop(Transition t, String reason) {
    if (t.reply instanceof Announced announced) {
      end(t, announced.answer().heard() ? Outcome.TRUNCATED : Outcome.CANCELLED, reason);
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

  static Optional<Announced> running(Transition t, String replyId) {
    return t.reply instanceof Announced a && a.replyId().equals(replyId)
        ? Optional.of(a)
        : Optional.empty();
  }
}
