package coda.voice.conversation;

import static coda.voice.conversation.turn.TurnError.REPLY_TOO_MANY_TOOLS;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyTimings;
import coda.voice.conversation.turn.Answer;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * Answers beside the conversation: they take no turn, nobody interrupts them by speaking, and
 * nothing of them is remembered. On the session's loop.
 */
final class Asides {
  /** More than this do not run at once. */
  private static final int MOST = 4;

  private static final ReplyTimings UNTIMED = new ReplyTimings(-1, -1, -1, -1, -1);

  private final Announcer announcer;
  private final ToolRuns tools;
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, RunningReply> running = new LinkedHashMap<>();
  private int begun;

  Asides(Executor loop, Announcer announcer) {
    this.announcer = announcer;
    this.tools = new ToolRuns(loop, List.of(), new Calls());
  }

  /**
   * Begins one, unless there are too many.
   *
   * @param requestId of the request
   * @param maker makes the answer of a name, performed here
   */
  void begin(String requestId, BiFunction<String, ReplyStage, RunningReply> maker) {
    if (running.size() >= MOST) {
      announcer.tell(new SessionNotice.ReplyRefused(requestId, running.keySet().iterator().next()));
      return;
    }
    begun++;
    String replyId = "aside_" + begun;
    RunningReply reply = maker.apply(replyId, new Stage());
    running.put(replyId, reply);
    announcer.tell(new SessionNotice.ReplyStarted(replyId, "", requestId));
    reply.source().begin();
  }

  /** Stops one, if it runs. */
  void stop(String replyId) {
    RunningReply reply = running.get(replyId);
    if (reply != null) {
      end(reply, reply.began() ? Outcome.TRUNCATED : Outcome.CANCELLED);
    }
  }

  /** Stops all. */
  void close() {
    List.copyOf(running.keySet()).forEach(this::stop);
    tools.close();
  }

  private void end(RunningReply reply, Outcome outcome) {
    if (running.remove(reply.replyId()) != null) {
      reply.stop();
      calls.remove(reply.replyId());
      tools.answerIsOver(reply.replyId());
      announcer.tell(
          new SessionNotice.ReplyEnded(
              reply.replyId(), outcome, reply.allText(), reply.sentMs(), UNTIMED));
    }
  }

  /** What becomes of the tools that they call. */
  private final class Calls implements ToolRuns.Watcher {
    @Override
    public void begun(String replyId, ToolCall call) {
      announcer.toolBegan(replyId, call);
    }

    @Override
    public void ended(
        String replyId, ToolCall call, String result, Optional<EngineException> failure) {
      announcer.toolEnded(replyId, call, result, failure);
      tools.forget(replyId, call.callId());
      RunningReply reply = running.get(replyId);
      if (reply != null) {
        reply.source().toolResult(call.callId(), result);
      }
    }
  }

  /** Where they are performed. */
  private final class Stage implements ReplyStage {
    @Override
    public boolean readyForAudio() {
      return announcer.readyForAudio();
    }

    @Override
    public void textBegan(RunningReply reply) {
      // Nobody waits for it with a clock.
    }

    @Override
    public void speechBegan(RunningReply reply) {
      // It is nobody's turn.
    }

    @Override
    public void text(RunningReply reply, String text) {
      announcer.tell(new SessionNotice.ReplyText(reply.replyId(), text));
    }

    @Override
    public void audio(RunningReply reply, AudioFrame frame) {
      announcer.tell(new SessionNotice.ReplyAudio(reply.replyId(), frame));
    }

    @Override
    public void guarded(RunningReply reply, boolean guarded) {
      // Speech does not interrupt it anyway.
    }

    @Override
    public void toolCalled(RunningReply reply, ToolCall call) {
      if (reply.handsOver(call.tool())) {
        announcer.toolHandedOver(reply.replyId(), call);
        return;
      }
      if (calls.merge(reply.replyId(), 1, Integer::sum) > Answer.MAX_CALLS) {
        failed(
            reply,
            new EngineException(
                REPLY_TOO_MANY_TOOLS,
                "Answer " + reply.replyId() + " called more tools than an answer may",
                "The assistant could not finish its answer",
                null));
        return;
      }
      // The session's own tools are not offered here.
      tools.wanted(reply.replyId(), call, reply.tool(call.tool()));
      tools.run(reply.replyId(), call.callId());
    }

    @Override
    public void lengthReached(RunningReply reply) {
      announcer.tell(new SessionNotice.ReplyLengthReached(reply.replyId()));
    }

    @Override
    public void counted(RunningReply reply, TokenCount count) {
      announcer.tell(new SessionNotice.ReplyCounted(reply.replyId(), count));
    }

    @Override
    public void engineChanged(EngineChange change) {
      announcer.engineChanged(change);
    }

    @Override
    public void progressed(RunningReply reply) {
      // Nobody waits for it with a clock.
    }

    @Override
    public void made(RunningReply reply) {
      // It ends when it was sent.
    }

    @Override
    public void finished(RunningReply reply) {
      end(reply, Outcome.COMPLETED);
    }

    @Override
    public void failed(RunningReply reply, EngineException failure) {
      announcer.problem(failure);
      end(reply, Outcome.FAILED);
    }
  }
}
