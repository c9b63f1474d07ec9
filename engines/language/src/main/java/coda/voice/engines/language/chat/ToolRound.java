package coda.voice.engines.language.chat;

import coda.voice.engine.Tool.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The tool calls of one round and their results. The calls get ids of our own: nine letters and
 * digits, unique within the answer, which also the pickiest chat template accepts; some servers
 * send none.
 */
final class ToolRound {
  private static final int MAX_SHOWN = 200;

  private final String text;
  private final List<ToolExecutionRequest> requests = new ArrayList<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private final Map<String, String> results = new ConcurrentHashMap<>();
  private final AtomicBoolean left = new AtomicBoolean();

  /**
   * A round.
   *
   * @param number of the round within the answer, from 1
   * @param text the model wrote with the calls
   * @param wanted what it wants
   */
  ToolRound(int number, String text, List<ToolExecutionRequest> wanted) {
    this.text = text;
    for (int i = 0; i < wanted.size(); i++) {
      ToolExecutionRequest request = wanted.get(i);
      String id = "call%02d%03d".formatted(number, i);
      String written = request.arguments() == null ? "" : request.arguments();
      String arguments = written.isBlank() ? "{}" : written;
      boolean valid = ToolSpecs.isObject(arguments);
      requests.add(
          ToolExecutionRequest.builder()
              .id(id)
              .name(request.name())
              .arguments(valid ? arguments : "{}")
              .build());
      if (valid) {
        calls.add(new ToolCall(id, request.name(), arguments));
      } else {
        results.put(
            id,
            "error: the arguments are not a JSON object, so the tool was not run: "
                + shortened(written));
      }
    }
  }

  /** The calls that can be run. */
  List<ToolCall> calls() {
    return calls;
  }

  /**
   * A result has come.
   *
   * @param callId of the call
   * @param result for the model
   * @return whether it was waited for
   */
  boolean result(String callId, String result) {
    return calls.stream().anyMatch(call -> call.callId().equals(callId))
        && results.putIfAbsent(callId, result) == null;
  }

  /** Whether all results are there. */
  boolean complete() {
    return results.size() == requests.size();
  }

  /** Goes on to the next round; true for exactly one caller. */
  boolean leave() {
    return left.compareAndSet(false, true);
  }

  /**
   * What the model is told of it.
   *
   * @param maxLetters a longer result is cut
   */
  List<ChatMessage> messages(int maxLetters) {
    List<ChatMessage> messages = new ArrayList<>();
    AiMessage.Builder wish = AiMessage.builder().toolExecutionRequests(requests);
    messages.add((text.isBlank() ? wish : wish.text(text)).build());
    for (ToolExecutionRequest request : requests) {
      String result = results.getOrDefault(request.id(), "");
      messages.add(
          ToolExecutionResultMessage.from(
              request, result.isBlank() ? "(nothing)" : cut(result, maxLetters)));
    }
    return messages;
  }

  private static String cut(String result, int maxLetters) {
    return result.length() <= maxLetters
        ? result
        : result.substring(0, maxLetters) + "… (the rest is left out)";
  }

  private static String shortened(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
