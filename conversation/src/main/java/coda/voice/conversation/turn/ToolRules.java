package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnError.REPLY_TOO_MANY_TOOLS;
import static coda.voice.conversation.turn.TurnTimer.FIRST_TEXT;

import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.TurnEffect.DeliverTool;
import coda.voice.conversation.turn.TurnEffect.RecordTool;
import coda.voice.conversation.turn.TurnEffect.RunTool;
import coda.voice.conversation.turn.TurnEvent.ToolCalled;
import coda.voice.conversation.turn.TurnEvent.ToolEnded;
import java.util.Optional;

/**
 * What answers do besides speaking. A call runs at most once, its result is remembered whatever
 * becomes of the answer, and while something is being changed the answer is not interrupted.
 */
final class ToolRules {
  private ToolRules() {}

  static void called(Transition t, ToolCalled e) {
    Optional<Announced> running = ReplyRules.running(t, e.replyId());
    if (running.isEmpty()) {
      t.ignore("the answer is over");
      return;
    }
    Announced reply = running.get();
    if (reply.answer().calls().contains(e.callId())) {
      t.ignore("the tool was called already");
      return;
    }
    if (reply.answer().calls().size() == Answer.MAX_CALLS) {
      ReplyRules.broken(t, REPLY_TOO_MANY_TOOLS);
      return;
    }
    Answer answer = reply.answer().called(e.callId(), e.sideEffects());
    t.reply = reply.with(answer);
    t.tools.add(key(e.replyId(), e.callId()));
    t.disarm(FIRST_TEXT);
    t.emit(new RunTool(e.replyId(), e.callId()));
    ReplyRules.awaitMore(t);
    if (answer.untouchable()) {
      Interruption.resume(t);
    }
  }

  static void ended(Transition t, ToolEnded e) {
    if (!t.tools.remove(key(e.replyId(), e.callId()))) {
      t.ignore("the tool does not run");
      return;
    }
    t.emit(new RecordTool(e.replyId(), e.callId()));
    ReplyRules.running(t, e.replyId())
        .ifPresent(
            reply -> {
              t.reply = reply.with(reply.answer().returned(e.callId()));
              t.emit(new DeliverTool(e.replyId(), e.callId()));
              ReplyRules.awaitMore(t);
            });
  }

  /** Whether an answer waits for a tool. */
  static boolean running(Transition t, String replyId) {
    return t.tools.stream().anyMatch(call -> call.startsWith(key(replyId, "")));
  }

  private static String key(String replyId, String callId) {
    return replyId + "/" + callId;
  }
}
