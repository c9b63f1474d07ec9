package coda.voice.conversation;

import coda.voice.engine.EngineException;
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

  /** An answer wants a tool; nothing runs yet. */
  void wanted(String replyId, ToolCall call) {
    runs.putIfAbsent(new Key(replyId, call.callId()), new Run(call));
  }

  /** Whether a tool changes anything; one that does not exist changes nothing. */
  boolean sideEffects(ToolCall call) {
    return tool(call.tool()).map(Tool::sideEffects).orElse(false);
  }

  void run(String replyId, String callId) {
    Run run = runs.get(new Key(replyId, callId));
    if (run == null || run.begun) {
      return;
    }
    run.begun = true;
    watcher.begun(replyId, run.call);
    Optional<Tool> tool = tool(run.call.tool());
    if (tool.isEmpty()) {
      end(replyId, run, "error: there is no tool '" + run.call.tool() + "'", false);
      return;
    }
    tool.get()
        .run(
            run.call,
            new ToolListener() {
              @Override
              public void onResult(String result) {
                loop.execute(() -> end(replyId, run, result, true));
              }

              @Override
              public void onFailure(EngineException failure) {
                loop.execute(() -> end(replyId, run, "error: " + failure.safeMessage(), false));
              }
            });
  }

  private void end(String replyId, Run run, String result, boolean worked) {
    if (run.result == null && !closed) {
      run.result = result;
      watcher.ended(replyId, run.call, worked);
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

  /** A finished call as a line of the history; it is remembered from now on. */
  String line(String replyId, String callId) {
    Run run = finished(replyId, callId);
    run.remembered = true;
    return run.call.tool() + "(" + run.call.arguments() + ") → " + run.result;
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

    void ended(String replyId, ToolCall call, boolean worked);
  }

  private record Key(String replyId, String callId) {}

  private static final class Run {
    private final ToolCall call;
    private boolean begun;
    private boolean remembered;
    private @Nullable String result;

    Run(ToolCall call) {
      this.call = call;
    }
  }
}
