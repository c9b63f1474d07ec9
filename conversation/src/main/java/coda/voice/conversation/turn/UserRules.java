package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnError.SESSION_DRAINING;
import static coda.voice.conversation.turn.TurnError.TURN_CLEARED;
import static coda.voice.conversation.turn.TurnError.TURN_TOO_SHORT;
import static coda.voice.conversation.turn.TurnTimer.END_OF_TURN;
import static coda.voice.conversation.turn.TurnTimer.FINAL_TRANSCRIPT;
import static coda.voice.conversation.turn.TurnTimer.MAX_TURN;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.TurnEffect.DiscardRecognition;
import coda.voice.conversation.turn.TurnEffect.FinishRecognition;
import coda.voice.conversation.turn.TurnEffect.NotifySpeechStarted;
import coda.voice.conversation.turn.TurnEffect.NotifySpeechStopped;
import coda.voice.conversation.turn.TurnEffect.NotifyTurnDropped;
import coda.voice.conversation.turn.TurnEffect.OpenRecognition;
import coda.voice.conversation.turn.TurnEffect.RecordUser;
import coda.voice.conversation.turn.TurnEvent.OutlookChanged;
import coda.voice.conversation.turn.TurnEvent.SpeechContinued;
import coda.voice.conversation.turn.TurnEvent.SpeechStarted;
import coda.voice.conversation.turn.TurnEvent.SpeechStopped;
import coda.voice.conversation.turn.TurnEvent.Typed;
import coda.voice.engine.TurnDetector.TurnOutlook;
import java.util.Optional;

/** What the user does: speaks, pauses, stops, types, takes back. */
final class UserRules {
  private UserRules() {}

  static void speechStarted(Transition t, SpeechStarted e) {
    if (t.user instanceof User.Speaking) {
      t.ignore("the user speaks already");
      return;
    }
    boolean newTurn = t.turn.isEmpty();
    Optional<String> refusal = refusal(t, newTurn);
    if (refusal.isPresent()) {
      t.unheard = true;
      t.ignore(refusal.get());
      return;
    }
    t.unheard = false;
    t.disarm(END_OF_TURN);
    t.turn = t.turn.map(UserTurn::unanswered);
    t.user = new User.Speaking(e.since());
    t.emit(new NotifySpeechStarted(e.since()));
    if (newTurn) {
      String itemId = t.nextItemId();
      t.turn = Optional.of(UserTurn.begun(itemId, e.since()));
      t.prompted = false;
      t.emit(new OpenRecognition(itemId));
      t.arm(MAX_TURN, t.settings.maxTurnMs());
    }
    // Without voice activity detection audio is no sign of speech: there, only words interrupt.
    if (t.mode != ConversationMode.PUSH_TO_TALK) {
      Interruption.begins(t);
    }
  }

  private static Optional<String> refusal(Transition t, boolean newTurn) {
    if (t.lifecycle == Lifecycle.SUSPENDED) {
      return Optional.of("the connection is lost");
    }
    if (newTurn && t.lifecycle == Lifecycle.DRAINING) {
      return Optional.of("the session takes no new turns");
    }
    if (newTurn && t.mode == ConversationMode.TURN_BASED && !(t.reply instanceof Reply.None)) {
      return Optional.of("it is not the user's turn");
    }
    if (newTurn && t.mode == ConversationMode.PUSH_TO_TALK && t.unheard) {
      return Optional.of("the button was not released since recognition failed");
    }
    return Optional.empty();
  }

  static void speechContinued(Transition t, SpeechContinued e) {
    boolean turnIsOver = t.user instanceof User.Silent && t.turn.isEmpty();
    if (turnIsOver && !t.unheard && t.mode != ConversationMode.PUSH_TO_TALK) {
      // The turn was ended from elsewhere, and the user speaks on: that is the next turn.
      speechStarted(t, new SpeechStarted(t.at, t.at));
    } else if (!(t.user instanceof User.Speaking speaking)) {
      t.ignore("the user does not speak");
    } else {
      // The stretch may have begun in the turn before.
      long stretchMs = Math.min(e.spokenMs(), t.at - speaking.since());
      t.turn.ifPresent(turn -> Interruption.moreWasHeard(t, turn, stretchMs));
    }
  }

  static void speechStopped(Transition t, SpeechStopped e) {
    t.unheard = false;
    if (!(t.user instanceof User.Speaking)) {
      t.ignore("the user does not speak");
      return;
    }
    t.turn = t.turn.map(turn -> turn.spoke(e.spokenMs()));
    t.emit(new NotifySpeechStopped(e.since()));
    if (t.turn.isEmpty() || t.mode == ConversationMode.PUSH_TO_TALK) {
      t.user = User.SILENT;
      ModelRules.goesOnBeingHeard(t);
      if (t.turn.isEmpty()) {
        t.disarm(MAX_TURN);
      }
      return;
    }
    Speculation.paused(t);
    awaitMore(t, e.since(), e.outlook());
    ModelRules.goesOnBeingHeard(t);
  }

  static void outlookChanged(Transition t, OutlookChanged e) {
    if (t.user instanceof User.Ending ending && t.turn.isPresent()) {
      awaitMore(t, ending.since(), e.outlook());
    } else {
      t.ignore("the user is not pausing");
    }
  }

  /** (Re)starts the wait of a pause that began at {@code since}. */
  static void awaitMore(Transition t, long since, TurnOutlook outlook) {
    // A held answer wants a quick decision; otherwise the words say how long a pause may last.
    int wait =
        t.reply instanceof Reply.Held
            ? t.settings.completeSilenceMs()
            : t.settings.silenceMs(outlook.finished());
    t.user = new User.Ending(since, since + wait, outlook.finished());
    t.arm(END_OF_TURN, since + wait - t.at);
    Speculation.consider(t, outlook.finished());
  }

  static void silenceIsLong(Transition t) {
    if (t.user instanceof User.Ending) {
      endTurn(t, t.settings.minSpeechMs());
    } else {
      t.ignore("the user is not pausing");
    }
  }

  static void turnIsTooLong(Transition t) {
    endTurn(t, 0);
  }

  static void committed(Transition t) {
    t.unheard = false;
    if (t.turn.isEmpty()) {
      t.ignore("there is no turn to end");
      return;
    }
    endTurn(t, 0);
  }

  private static void endTurn(Transition t, int minSpeechMs) {
    t.disarm(END_OF_TURN);
    t.disarm(MAX_TURN);
    User before = t.user;
    t.user = User.SILENT;
    if (t.turn.isEmpty()) {
      return;
    }
    UserTurn turn = t.turn.get().ended(t.at);
    t.turn = Optional.empty();
    if (turn.spokenMs() < minSpeechMs) {
      t.emit(new DiscardRecognition(turn.itemId()));
      TranscriptRules.drop(t, turn, TURN_TOO_SHORT);
      return;
    }
    t.emit(new FinishRecognition(turn.itemId()));
    t.pending.add(Speculation.turnEnded(t, before, turn));
    if (!t.timers.contains(FINAL_TRANSCRIPT)) {
      t.arm(FINAL_TRANSCRIPT, t.settings.finalTranscriptMs());
    }
    if (t.reply instanceof Reply.None) {
      t.reply = new Reply.Transcribing(turn.itemId());
    }
  }

  static void cleared(Transition t) {
    t.unheard = false;
    if (t.turn.isEmpty()) {
      t.ignore("there is no turn to take back");
      return;
    }
    UserTurn turn = t.turn.get().ended(t.at);
    forgetTurn(t);
    t.emit(new DiscardRecognition(turn.itemId()));
    TranscriptRules.drop(t, turn, TURN_CLEARED);
  }

  /** The turn being heard is gone; whoever still speaks is heard by nobody until silence. */
  static void forgetTurn(Transition t) {
    t.turn = Optional.empty();
    t.disarm(END_OF_TURN);
    t.disarm(MAX_TURN);
    t.user = User.SILENT;
  }

  static void typed(Transition t, Typed e) {
    String itemId = t.nextItemId();
    if (t.lifecycle == Lifecycle.DRAINING) {
      t.emit(new NotifyTurnDropped(itemId, SESSION_DRAINING.code()));
      return;
    }
    t.prompted = false;
    if (t.reply instanceof Announced reply && reply.answer().untouchable()) {
      ReplyRules.wait(t, new Waiting(itemId, e.text(), false));
      return;
    }
    ReplyRules.stop(t, "typed");
    t.unanswered = "";
    t.emit(new RecordUser(itemId, e.text(), false));
    ReplyRules.start(t, itemId, e.text(), false, t.at);
  }
}
