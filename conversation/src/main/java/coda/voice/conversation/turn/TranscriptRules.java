package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnTimer.FINAL_TRANSCRIPT;

import coda.voice.conversation.turn.TurnEffect.DiscardRecognition;
import coda.voice.conversation.turn.TurnEffect.NotifyTranscript;
import coda.voice.conversation.turn.TurnEffect.NotifyTurnDropped;
import coda.voice.conversation.turn.TurnEffect.RecordUser;
import coda.voice.conversation.turn.TurnEvent.PartialTranscript;
import coda.voice.conversation.turn.TurnEvent.TranscriptFailed;
import java.util.Optional;

/** What the recogniser says: words so far, final words, none, or that it failed. */
final class TranscriptRules {
  private TranscriptRules() {}

  static void partial(Transition t, PartialTranscript e) {
    boolean open = t.turn.filter(turn -> turn.itemId().equals(e.itemId())).isPresent();
    if (open) {
      t.turn = t.turn.map(turn -> turn.understood(e.text()));
    } else if (t.pending.stream().anyMatch(turn -> turn.itemId().equals(e.itemId()))) {
      t.pending.replaceAll(
          turn -> turn.itemId().equals(e.itemId()) ? turn.understood(e.text()) : turn);
    } else {
      t.ignore("the turn is not being understood");
      return;
    }
    t.emit(new NotifyTranscript(e.itemId(), e.text(), false));
    if (open) {
      UserRules.interrupt(t);
    }
    if (t.user instanceof User.Ending ending && open) {
      UserRules.awaitMore(t, ending.since(), e.outlook());
    }
  }

  static void complete(Transition t, String itemId, String text) {
    Optional<UserTurn> turn = take(t, itemId);
    if (turn.isEmpty()) {
      t.ignore("the turn is not being understood");
    } else if (text.isBlank()) {
      drop(t, itemId, "TURN_NO_WORDS");
    } else {
      understood(t, turn.get(), text);
    }
  }

  static void failed(Transition t, TranscriptFailed e) {
    if (take(t, e.itemId()).isEmpty()) {
      t.ignore("the turn is not being understood");
      return;
    }
    drop(t, e.itemId(), e.code());
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
      drop(t, late.itemId(), "TRANSCRIPT_TIMEOUT");
    } else {
      understood(t, late, late.partial());
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

  private static void understood(Transition t, UserTurn turn, String text) {
    t.emit(new NotifyTranscript(turn.itemId(), text, true));
    UserRules.interrupt(t);
    boolean continues = !t.unanswered.isEmpty();
    String all = continues ? t.unanswered + " " + text : text;
    t.emit(new RecordUser(turn.itemId(), all, continues));
    if (t.hearingNothing()) {
      t.unanswered = "";
      ReplyRules.start(t, turn.itemId(), all, turn.endedAt());
    } else {
      t.unanswered = all;
      ReplyRules.awaitWords(t);
    }
  }

  /** Nothing came of a turn: whatever it had stopped goes on. */
  static void drop(Transition t, String itemId, String code) {
    t.emit(new NotifyTurnDropped(itemId, code));
    ReplyRules.awaitWords(t);
    if (!t.hearingNothing()) {
      return;
    }
    if (t.reply instanceof Reply.Held) {
      ReplyRules.resume(t);
    } else if (t.reply instanceof Reply.None && !t.unanswered.isEmpty()) {
      String all = t.unanswered;
      t.unanswered = "";
      ReplyRules.start(t, itemId, all, t.at);
    }
  }
}
