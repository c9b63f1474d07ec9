package coda.voice.conversation.turn;

import coda.voice.conversation.turn.Reply.Announced;
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
    if (!leads && !SessionRules.quiet(t)) {
      t.ignore("the session leads");
    } else if (t.lifecycle != Lifecycle.LIVE || t.goodbye) {
      t.ignore("nobody is there to hear it");
    } else if (t.reply instanceof Announced) {
      t.ignore("an answer runs already");
    } else {
      Answer answer = Answer.byModel(t.nextReplyId(), answered(t), t.settings, leads);
      t.owed = Optional.empty();
      ReplyRules.think(t, answer, t.at);
      t.emit(new StartModelReply(answer.replyId(), answer.itemId()));
    }
  }

  /** The turn it most likely answers: the newest. */
  private static String answered(Transition t) {
    return t.turn
        .or(() -> t.pending.isEmpty() ? Optional.empty() : Optional.of(t.pending.getLast()))
        .map(UserTurn::itemId)
        .or(() -> t.owed.map(Waiting::itemId))
        .orElse("");
  }

  /** A turn the model has heard itself: it is remembered, and the model owes an answer to it. */
  static void heard(Transition t, UserTurn turn, String text) {
    String all = t.withUnanswered(text);
    t.emit(new RecordUser(turn.itemId(), all, !t.unanswered.isEmpty()));
    t.unanswered = "";
    boolean answeringAlready =
        t.lead == Lead.MODEL && t.reply instanceof Announced reply && reply.answer().led();
    t.owed =
        answeringAlready ? Optional.empty() : Optional.of(new Waiting(turn.itemId(), all, true));
    ReplyRules.awaitWords(t);
  }

  /** The model does not lead any more: what it still owed is answered by the session. */
  static void answerOwed(Transition t) {
    if (t.lead == Lead.SESSION && t.owed.isPresent()) {
      Waiting said = t.owed.get();
      ReplyRules.start(t, said.itemId(), said.text(), said.spoken(), t.at);
    }
  }
}
