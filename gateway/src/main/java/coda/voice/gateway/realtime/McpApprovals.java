package coda.voice.gateway.realtime;

import coda.voice.conversation.HistoryEdit;
import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.ToolFailure;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.Tool.ToolListener;
import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.RealtimeError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls of MCP tools that the client must agree to. One that it agrees to runs at once; the next
 * response tells of it, and its model knows the result. Used on the client's loop.
 */
final class McpApprovals {
  /** Requests that are open at once; then the oldest can no longer be answered. */
  private static final int MOST = 64;

  private final SessionLoop loop;
  private final Consumer<HistoryEdit> history;
  private final Runnable ended;
  private final Map<String, Wish> open = new LinkedHashMap<>();
  private final List<Done> untold = new ArrayList<>();
  private int running;
  private boolean closed;

  private record Wish(McpTool tool, String arguments) {}

  private record Done(Item.McpCall item, String result, @Nullable ToolFailure failure) {}

  /**
   * Of a session.
   *
   * @param loop of the client
   * @param history changes what the session remembers
   * @param ended told when a call has ended
   */
  McpApprovals(SessionLoop loop, Consumer<HistoryEdit> history, Runnable ended) {
    this.loop = loop;
    this.history = history;
    this.ended = ended;
  }

  /** Whether calls run that were agreed to. */
  boolean running() {
    return running > 0;
  }

  /** Asks the client, at the end of a response. */
  void ask(McpTool tool, String arguments, ResponseOutput output) {
    Item.McpApprovalRequest item =
        new Item.McpApprovalRequest(
            Optional.of(Ids.item()), tool.server().label(), tool.offered().name(), arguments);
    ResponseOutput.Begun begun = output.begin(item, item, Optional.empty());
    output.end(begun, item);
    open.put(begun.itemId(), new Wish(tool, arguments));
    if (open.size() > MOST) {
      open.remove(open.keySet().iterator().next());
    }
  }

  /**
   * Whether anything like that was asked.
   *
   * @throws Unfit if not, or if it was answered before
   */
  void check(Item.McpApprovalResponse answer) {
    if (!open.containsKey(answer.approvalRequestId())) {
      throw new Unfit(
          RealtimeError.invalid(
              "invalid_value",
              "There is no open approval request with this id",
              Optional.of("item.approval_request_id")));
    }
  }

  /** The client has decided. */
  void answered(Item.McpApprovalResponse answer) {
    Wish wish = open.remove(answer.approvalRequestId());
    if (wish == null) {
      return;
    }
    if (!answer.approve()) {
      remember(
          answer.id().orElseThrow(),
          wish,
          "error: the user did not allow this call"
              + answer.reason().map(reason -> ": " + reason).orElse(""));
      return;
    }
    running++;
    Item.McpCall item =
        McpCalls.item(
            Ids.item(), wish.tool(), wish.arguments(), Optional.of(answer.approvalRequestId()));
    wish.tool()
        .server()
        .call(
            wish.tool().offered().name(),
            wish.arguments(),
            new ToolListener() {
              @Override
              public void onResult(String result) {
                loop.execute(() -> ended(wish, new Done(item, result, null)));
              }

              @Override
              public void onFailure(EngineException failure) {
                loop.execute(
                    () ->
                        ended(
                            wish,
                            new Done(
                                item, "error: " + failure.safeMessage(), ToolFailure.of(failure))));
              }
            });
  }

  private void ended(Wish wish, Done done) {
    running--;
    if (!closed) {
      remember(done.item().id().orElseThrow(), wish, done.result());
      untold.add(done);
      ended.run();
    }
  }

  private void remember(String id, Wish wish, String result) {
    history.accept(
        new HistoryEdit.Insert(
            id,
            Role.TOOL,
            Message.ofTool(wish.tool().name(), wish.arguments(), result).text(),
            Optional.empty()));
  }

  /** A response of the conversation has begun. */
  void tell(ResponseOutput output) {
    untold.forEach(done -> McpCalls.tellWhole(output, done.item(), done.result(), done.failure()));
    untold.clear();
  }

  void close() {
    closed = true;
    open.clear();
  }
}
