package coda.voice.gateway.realtime;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.ToolFailure;
import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.Item.McpFailure;
import coda.voice.protocol.realtime.ServerEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls of MCP tools as items of responses. A call that outlives its response is told as failed
 * there; its item has the result when it comes. Used on the client's loop.
 */
final class McpCalls {
  private final Map<Key, Running> running = new HashMap<>();

  private record Key(String replyId, String callId) {}

  private record Running(ResponseOutput output, ResponseOutput.Begun begun, Item.McpCall item) {}

  /** A tool runs for a response. */
  void began(SessionNotice.ToolBegan notice, McpTool tool, ResponseOutput output) {
    Item.McpCall item = item(Ids.item(), tool, notice.arguments(), Optional.empty());
    running.put(
        new Key(notice.replyId(), notice.callId()),
        new Running(output, begin(output, item, Optional.empty()), item));
  }

  /** A tool has come to its end; if it is none of these, nothing happens. */
  void ended(SessionNotice.ToolEnded notice) {
    Running call = running.remove(new Key(notice.replyId(), notice.callId()));
    if (call == null) {
      return;
    }
    Item.McpCall item = ended(call.item(), notice.result(), notice.failure().orElse(null));
    if (call.begun().entry().item() instanceof Item.McpCall told && told.error().isPresent()) {
      call.begun().entry().become(item);
    } else {
      end(call.output(), call.begun(), item);
    }
  }

  /** An answer is over: what still runs is not waited for. */
  void answerIsOver(String replyId) {
    running.forEach(
        (key, call) -> {
          if (key.replyId().equals(replyId)) {
            end(
                call.output(),
                call.begun(),
                failed(
                    call.item(),
                    new McpFailure.Execution("The response ended before the tool did")));
          }
        });
  }

  /** A call that was made before the response, with the client's consent. */
  static void tellWhole(
      ResponseOutput output, Item.McpCall item, String result, @Nullable ToolFailure failure) {
    ResponseOutput.Begun begun = begin(output, item, item.id());
    end(output, begun, ended(item, result, failure));
  }

  static Item.McpCall item(
      String id, McpTool tool, String arguments, Optional<String> approvalRequestId) {
    return new Item.McpCall(
        Optional.of(id),
        tool.server().label(),
        tool.offered().name(),
        arguments,
        approvalRequestId,
        Optional.empty(),
        Optional.empty());
  }

  private static ResponseOutput.Begun begin(
      ResponseOutput output, Item.McpCall item, Optional<String> line) {
    ResponseOutput.Begun begun =
        output.begin(item, with(item, "", Optional.empty(), Optional.empty()), line);
    String id = begun.itemId();
    int index = begun.index();
    output.send(
        new ServerEvent.McpArgumentsDelta(output.responseId(), id, index, item.arguments()));
    output.send(new ServerEvent.McpArgumentsDone(output.responseId(), id, index, item.arguments()));
    output.send(new ServerEvent.McpCallInProgress(id, index));
    return begun;
  }

  private static void end(ResponseOutput output, ResponseOutput.Begun begun, Item.McpCall item) {
    output.send(
        item.error().isEmpty()
            ? new ServerEvent.McpCallCompleted(begun.itemId(), begun.index())
            : new ServerEvent.McpCallFailed(begun.itemId(), begun.index()));
    output.end(begun, item);
  }

  private static Item.McpCall ended(
      Item.McpCall item, String result, @Nullable ToolFailure failure) {
    if (failure != null) {
      return failed(item, failure(failure));
    }
    return with(item, item.arguments(), Optional.of(result), Optional.empty());
  }

  private static Item.McpCall failed(Item.McpCall item, McpFailure why) {
    return with(item, item.arguments(), Optional.empty(), Optional.of(why));
  }

  private static Item.McpCall with(
      Item.McpCall item, String arguments, Optional<String> output, Optional<McpFailure> error) {
    return new Item.McpCall(
        item.id(),
        item.serverLabel(),
        item.name(),
        arguments,
        item.approvalRequestId(),
        output,
        error);
  }

  private static McpFailure failure(ToolFailure failure) {
    return switch (failure.kind()) {
      case HTTP -> new McpFailure.Http(failure.number(), failure.safeMessage());
      case PROTOCOL -> new McpFailure.Protocol(failure.number(), failure.safeMessage());
      case EXECUTION -> new McpFailure.Execution(failure.safeMessage());
    };
  }
}
