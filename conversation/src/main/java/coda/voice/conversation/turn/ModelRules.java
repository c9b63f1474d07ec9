package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnTimer.MODEL_ANSWER;

import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.TurnEffect.RecordAnswered;
import coda.voice.conversation.turn.TurnEffect.RecordUser;
import coda.voice.conversation.turn.TurnEffect.StartModelReply;
import coda.voice.conversation.turn.TurnEvent.LeadPassed;
import coda.voice.conversation.turn.TurnEvent.ModelSpoke;
import java.util.Optional;

/**
 * A duplex model that speaks by itself: always when it leads, else only into the quiet, to go on
 * with what it said before.
 */
final class ModelRules {
  private ModelRules() {}

  static void leadPassed(Transition t, LeadPassed e) {
    if (e.lead() == t.lead) {
      t.ignore("it leads already");
      return;
    }
    Speculation.drop(t, "the lead has passed");
    t.lead = e.lead();
  }

  static void spoke(Transition t, ModelSpoke e) {
    boolean leads = t.lead == Lead.MODEL;
    boolean ends = t.goodbye || t.lifecycle == Lifecycle.DRAINING;
    if (!leads && !SessionRules.quiet(t)) {
      t.ignore("the session leads");
    } else if (t.lifecycle == Lifecycle.SUSPENDED || (ends && t.owed.isEmpty())) {
      t.ignore("nobody is there to hear it");
    } else if (t.reply instanceof Announced) {
      t.ignore("an answer runs already");
    } else {
      Answer answer = Answer.byModel(t.nextReplyId(), answered(t), t.settings, leads);
      ReplyRules.think(t, answer, t.at);
      t.emit(new StartModelReply(answer.replyId(), answer.itemId()));
    }
  }

  /** The turn it most likely answers: the newest. */
  private static String answered(Transition t) {
    return t.turn
        .or(() -> t.pending.isEmpty() ? Optional.empty() : Optional.of(t.pending.getLast()))
        .map(UserTurn::itemId)
        .or(() -> t.owed.map(Owed::itemId))
        .orElse("");
  }

  /** The user stops speaking: what the model has been saying and still says is to be heard now. */
  static void goesOnBeingHeard(Transition t) {
    if (t.reply instanceof Announced reply && reply.answer().heard()) {
      isHeard(t);
    }
  }

  /**
   * The model is heard: what it owed it has answered. So it has what is said to it now, if the user
   * does not speak; what it says while the user speaks may be agreement, or nothing.
   */
  static void isHeard(Transition t) {
    if (t.lead == Lead.MODEL && t.reply instanceof Announced reply && reply.answer().led()) {
      t.owed = Optional.empty();
      if (!(t.user instanceof User.Speaking)) {
        t.turn = t.turn.map(turn -> turn.answered(reply.answer()));
      }
      t.pending.replaceAll(turn -> turn.answered() ? turn : turn.answered(reply.answer()));
    }
  }

  /** A turn the model has heard itself: it is remembered, and the model owes an answer to it. */
  static void heard(Transition t, UserTurn turn, String text) {
    String all = t.withUnanswered(text);
    t.emit(
        !turn.answeredBy().isEmpty() && t.unanswered.isEmpty()
            ? new RecordAnswered(turn.itemId(), all, turn.answeredBy())
            : new RecordUser(turn.itemId(), all, !t.unanswered.isEmpty()));
    t.unanswered = "";
    t.owed =
        turn.answered() || answers(t)
            ? Optional.empty()
            : Optional.of(new Owed(turn.itemId(), all, turn.endedAt()));
    ReplyRules.awaitWords(t);
  }

  /** Whether the model is speaking to the user, and may answer what was said in doing so. */
  private static boolean answers(Transition t) {
    return t.lead == Lead.MODEL && t.reply instanceof Announced reply && reply.answer().led();
  }

  /**
   * After every event: what the model owes it has some time for, like any engine for its first
   * words; when it does not lead any more, the session answers at once.
   */
  static void settle(Transition t) {
    boolean waits = t.owed.isPresent() && SessionRules.nothingRuns(t);
    if (waits && t.lead == Lead.SESSION) {
      answerOwed(t, t.at);
    }
    if (!waits || t.lead == Lead.SESSION) {
      t.disarm(MODEL_ANSWER);
    } else if (!t.timers.contains(MODEL_ANSWER)) {
      t.arm(MODEL_ANSWER, t.owed.get().endedAt() + t.settings.firstTextMs() - t.at);
    }
  }

  /** The model leads and says nothing: the session answers in what time is left. */
  static void keptSilent(Transition t) {
    if (t.owed.isPresent()) {
      // Speech that came to nothing may have kept everybody waiting since.
      long waitedSince = t.at - t.settings.firstTextMs();
      answerOwed(t, Math.max(t.owed.get().endedAt(), waitedSince));
    } else {
      t.ignore("the model owes nothing");
    }
  }

  private static void answerOwed(Transition t, long turnEndedAt) {
    Owed said = t.owed.orElseThrow();
    ReplyRules.start(t, said.itemId(), said.text(), true, turnEndedAt);
  }
}
