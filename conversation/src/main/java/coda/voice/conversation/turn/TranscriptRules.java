package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnError.TRANSCRIPT_TIMEOUT;
import static coda.voice.conversation.turn.TurnError.TURN_BACKCHANNEL;
import static coda.voice.conversation.turn.TurnError.TURN_NO_WORDS;
import static coda.voice.conversation.turn.TurnError.TURN_TOO_FEW_WORDS;
import static coda.voice.conversation.turn.TurnTimer.FINAL_TRANSCRIPT;

import coda.voice.ErrorCode;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.TurnEffect.DiscardRecognition;
import coda.voice.conversation.turn.TurnEffect.NotifyTranscript;
import coda.voice.conversation.turn.TurnEffect.NotifyTurnDropped;
import coda.voice.conversation.turn.TurnEffect.RecordUser;
import coda.voice.conversation.turn.TurnEvent.FinalTranscript;
import coda.voice.conversation.turn.TurnEvent.PartialTranscript;
import coda.voice.conversation.turn.TurnEvent.TranscriptFailed;
import coda.voice.conversation.turn.UserTurn.Words;
import java.util.Comparator;
import java.util.Optional;

/** What the recogniser says: words so far, final words, none, or that it failed. */
final class TranscriptRules {
  private TranscriptRules() {}

  static void partial(Transition t, PartialTranscript e) {
    if (isAbout(t.turn, e)) {
      t.turn = t.turn.map(turn -> turn.understood(e.text(), e.content(), t.at));
      t.emit(new NotifyTranscript(e.itemId(), e.text(), false));
      heardMore(t, t.turn.orElseThrow(), e);
    } else if (t.pending.stream().anyMatch(turn -> isAbout(Optional.of(turn), e))) {
      t.pending.replaceAll(
          turn ->
              isAbout(Optional.of(turn), e) ? turn.understood(e.text(), e.content(), t.at) : turn);
      t.emit(new NotifyTranscript(e.itemId(), e.text(), false));
      t.pending.stream()
          .filter(turn -> isAbout(Optional.of(turn), e))
          .forEach(turn -> Speculation.wordsChanged(t, turn));
    } else {
      t.ignore("the turn is not being understood");
    }
  }

  private static boolean isAbout(Optional<UserTurn> turn, PartialTranscript e) {
    return turn.filter(known -> known.itemId().equals(e.itemId())).isPresent();
  }

  private static void heardMore(Transition t, UserTurn turn, PartialTranscript e) {
    Speculation.wordsChanged(t, turn);
    long stretchMs = t.user instanceof User.Speaking speaking ? t.at - speaking.since() : 0;
    Interruption.moreWasHeard(t, turn, stretchMs);
    if (t.user instanceof User.Ending ending) {
      UserRules.awaitMore(t, ending.since(), e.outlook());
    }
  }

  static void complete(Transition t, FinalTranscript e) {
    boolean before = t.pending.isEmpty() || t.pending.getFirst().itemId().equals(e.itemId());
    Optional<UserTurn> turn = take(t, e.itemId());
    if (turn.isEmpty()) {
      t.ignore("the turn is not being understood");
      return;
    }
    if (e.text().isBlank()) {
      drop(t, turn.get(), TURN_NO_WORDS);
    } else if (before) {
      understood(t, turn.get(), e.text(), e.content());
    } else {
      waitForEarlierTurns(t, turn.get().known(new Words(e.text(), e.content())));
    }
    understandWhatWaited(t);
  }

  /** What was said first is answered first. */
  private static void waitForEarlierTurns(Transition t, UserTurn turn) {
    t.pending.add(turn);
    t.pending.sort(Comparator.comparingLong(UserTurn::startedAt));
  }

  private static void understandWhatWaited(Transition t) {
    while (!t.pending.isEmpty() && t.pending.getFirst().words().isPresent()) {
      UserTurn next = t.pending.getFirst();
      take(t, next.itemId());
      Words words = next.words().orElseThrow();
      understood(t, next, words.text(), words.content());
    }
  }

  static void failed(Transition t, TranscriptFailed e) {
    boolean open = t.turn.isPresent();
    Optional<UserTurn> turn = take(t, e.itemId());
    if (turn.isEmpty()) {
      t.ignore("the turn is not being understood");
      return;
    }
    t.unheard |= open && t.turn.isEmpty();
    drop(t, turn.get(), ErrorCode.told(e.code()));
    understandWhatWaited(t);
  }

  static void finalIsLate(Transition t) {
    if (t.pending.isEmpty()) {
      t.ignore("no transcript is awaited");
      return;
    }
    UserTurn late = t.pending.getFirst();
    take(t, late.itemId());
    t.emit(new DiscardRecognition(late.itemId()));
    if (late.partial().isBlank()) {
      drop(t, late, TRANSCRIPT_TIMEOUT);
    } else {
      understood(t, late, late.partial(), late.content());
    }
    understandWhatWaited(t);
  }

  /** Nobody waits for the words of a turn that is over, if they have not come already. */
  static void discard(Transition t, UserTurn turn) {
    if (turn.words().isEmpty()) {
      t.emit(new DiscardRecognition(turn.itemId()));
    }
  }

  /** Removes a turn from those being heard or understood; the timer goes with the last one. */
  private static Optional<UserTurn> take(Transition t, String itemId) {
    Optional<UserTurn> open = t.turn.filter(turn -> turn.itemId().equals(itemId));
    if (open.isPresent()) {
      UserRules.forgetTurn(t);
      return open.map(turn -> turn.ended(t.at));
    }
    Optional<UserTurn> found =
        t.pending.stream().filter(turn -> turn.itemId().equals(itemId)).findFirst();
    found.ifPresent(t.pending::remove);
    t.disarm(FINAL_TRANSCRIPT);
    if (!t.pending.isEmpty()) {
      t.arm(
          FINAL_TRANSCRIPT, t.pending.getFirst().endedAt() + t.settings.finalTranscriptMs() - t.at);
    }
    return found;
  }

  private static void understood(Transition t, UserTurn turn, String text, int content) {
    t.emit(new NotifyTranscript(turn.itemId(), text, true));
    if (t.settings.manners().yielding() != Yielding.TO_WORDS) {
      standsAlone(t, turn, text);
      return;
    }
    if (t.reply instanceof Announced reply) {
      boolean led = reply.answer().led();
      if (content < (led ? 1 : Interruption.wordsNeeded(reply.settings()))) {
        drop(t, turn, content == 0 ? TURN_BACKCHANNEL : TURN_TOO_FEW_WORDS);
        return;
      }
      if (led && t.lead == Lead.MODEL) {
        ModelRules.heard(t, turn, text);
        return;
      }
      // What is left of a model that is gone is heard to its end; it answers nothing any more.
      if (led || reply.answer().untouchable()) {
        ReplyRules.wait(t, new Waiting(turn.itemId(), text, true));
        return;
      }
      Interruption.cut(t);
    }
    answer(t, turn, text);
  }

  /** Words interrupt nothing here, and every turn is a line of its own. */
  private static void standsAlone(Transition t, UserTurn turn, String text) {
    t.unanswered = "";
    t.emit(new RecordUser(turn.itemId(), text, false));
    boolean answered =
        t.settings.manners().answers() && !(t.reply instanceof Announced) && t.hearingNothing();
    if (!answered) {
      ReplyRules.awaitWords(t);
    } else if (!Speculation.confirm(t, turn, text)) {
      ReplyRules.start(t, turn.itemId(), text, true, turn.endedAt());
    }
  }

  private static void answer(Transition t, UserTurn turn, String text) {
    if (t.lead == Lead.MODEL || turn.answered()) {
      ModelRules.heard(t, turn, text);
      return;
    }
    String all = t.withUnanswered(text);
    t.emit(new RecordUser(turn.itemId(), all, !t.unanswered.isEmpty()));
    if (!t.settings.manners().answers()) {
      t.unanswered = "";
      ReplyRules.awaitWords(t);
    } else if (t.hearingNothing()) {
      t.unanswered = "";
      if (!Speculation.confirm(t, turn, all)) {
        ReplyRules.start(t, turn.itemId(), all, true, turn.endedAt());
      }
    } else {
      t.unanswered = all;
      ReplyRules.awaitWords(t);
    }
  }

  /** Nothing came of a turn that is over: whatever it had stopped goes on. */
  static void drop(Transition t, UserTurn turn, ErrorCode why) {
    t.emit(new NotifyTurnDropped(turn.itemId(), why.code()));
    ReplyRules.awaitWords(t);
    if (!t.hearingNothing()) {
      return;
    }
    if (t.reply instanceof Reply.Held) {
      Interruption.resume(t);
    } else if (t.reply instanceof Reply.None
        && !t.unanswered.isEmpty()
        && t.settings.manners().answers()) {
      String all = t.unanswered;
      t.unanswered = "";
      ReplyRules.start(t, turn.itemId(), all, true, turn.endedAt());
    }
  }
}
