package coda.voice.conversation;

import static coda.voice.engine.EngineError.ENGINE_UNSUITABLE;

import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.Tool;
import coda.voice.engine.Tool.ToolCall;
import coda.voice.engine.Tool.ToolListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of a session: each is run once, and its end is told once, however often the tool
 * says so and whether or not the answer that wanted it still runs. On the session's loop.
 */
final class ToolRuns {
  private final Executor loop;
  private final List<Tool> tools;
  private final Watcher watcher;
  private final Map<Key, Run> runs = new HashMap<>();
  private boolean closed;

  ToolRuns(Executor loop, List<Tool> tools, Watcher watcher) {
    this.loop = loop;
    this.tools = tools;
    this.watcher = watcher;
  }

  /**
   * An answer wants a tool; nothing runs yet.
   *
   * @param own the tool, if it is one of the answer's own; else it is looked for among the
   *     session's
   */
  void wanted(String replyId, ToolCall call, Optional<Tool> own) {
    runs.putIfAbsent(
        new Key(replyId, call.callId()), new Run(call, own.or(() -> tool(call.tool()))));
  }

  /** Whether a wanted tool changes anything; one that does not exist changes nothing. */
  boolean sideEffects(String replyId, String callId) {
    Run run = runs.get(new Key(replyId, callId));
    return run != null && run.tool.map(Tool::sideEffects).orElse(false);
  }

  void run(String replyId, String callId) {
    Run run = runs.get(new Key(replyId, callId));
    if (run == null || run.begun) {
      return;
    }
    run.begun = true;
    watcher.begun(replyId, run.call);
    if (run.tool.isEmpty()) {
      fail(replyId, run, missing(run.call.tool()));
      return;
    }
    run.tool
        .get()
        .run(
            run.call,
            new ToolListener() {
              @Override
              public void onResult(String result) {
                loop.execute(() -> end(replyId, run, result, Optional.empty()));
              }

              @Override
              public void onFailure(EngineException failure) {
                loop.execute(() -> fail(replyId, run, failure));
              }
            });
  }

  private static EngineException missing(String name) {
    String what = "there is no tool '" + name + "'";
    return new EngineException(ENGINE_UNSUITABLE, what, what, null);
  }

  private void fail(String replyId, Run run, EngineException failure) {
    end(replyId, run, "error: " + failure.safeMessage(), Optional.of(failure));
  }

  private void end(String replyId, Run run, String result, Optional<EngineException> failure) {
    if (run.result == null && !closed) {
      run.result = result;
      watcher.ended(replyId, run.call, result, failure);
    }
  }

  /** Nothing is told any more; what runs comes to its end. */
  void close() {
    closed = true;
  }

  /** An answer is over: keeps only those of its calls that are still to be remembered. */
  void answerIsOver(String replyId) {
    runs.entrySet()
        .removeIf(
            entry ->
                entry.getKey().replyId().equals(replyId)
                    && (!entry.getValue().begun || entry.getValue().remembered));
  }

  /** A call that is over is not remembered. */
  void forget(String replyId, String callId) {
    runs.remove(new Key(replyId, callId));
  }

  /** A finished call as a line of the history; it is remembered from now on. */
  String line(String replyId, String callId) {
    Run run = finished(replyId, callId);
    run.remembered = true;
    return Message.ofTool(run.call.tool(), run.call.arguments(), String.valueOf(run.result)).text();
  }

  /** What a finished call gave. */
  String result(String replyId, String callId) {
    return String.valueOf(finished(replyId, callId).result);
  }

  private Run finished(String replyId, String callId) {
    Run run = runs.get(new Key(replyId, callId));
    if (run == null || run.result == null) {
      throw new IllegalStateException("the call " + replyId + "/" + callId + " has not ended");
    }
    return run;
  }

  private Optional<Tool> tool(String name) {
    return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
  }

  /** Told what happens to calls, on the loop. */
  interface Watcher {
    void begun(String replyId, ToolCall call);

    void ended(String replyId, ToolCall call, String result, Optional<EngineException> failure);
  }

  private record Key(String replyId, String callId) {}

  private static final class Run {
    private final ToolCall call;
    private final Optional<Tool> tool;
    private boolean begun;
    private boolean remembered;
    private @Nullable String result;

    Run(ToolCall call, Optional<Tool> tool) {
      this.call = call;
      this.tool = tool;
    }
  }
}
