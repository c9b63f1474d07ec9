package coda.voice.engines.language.chat;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a conversation as messages that every chat template accepts: the user first, then by
 * turns; lines of the same person in a row become one message; a tool's line becomes the call and
 * its result.
 */
final class HistoryMessages {
  private static final String ARROW = ") → ";

  /**
   * What stands for the user where nobody said anything: many templates want to answer somebody.
   */
  private static final String GO_ON = "[Go on.]";

  private final boolean tools;
  private final List<ChatMessage> messages = new ArrayList<>();
  private int past;

  private HistoryMessages(boolean tools) {
    this.tools = tools;
  }

  /**
   * Messages.
   *
   * @param lines oldest first
   * @param text what the user says now; empty when the conversation goes on from the last line
   * @param tools whether the model knows messages of tools
   */
  static List<ChatMessage> of(List<Message> lines, String text, boolean tools) {
    HistoryMessages all = new HistoryMessages(tools);
    for (Message line : lines.subList(opening(lines), lines.size())) {
      if (!line.text().isBlank()) {
        switch (line.role()) {
          case USER -> all.user(line.text());
          case ASSISTANT -> all.assistant(line.text());
          // Many templates know a system message at the beginning only.
          case SYSTEM -> all.user("[Note: " + line.text() + "]");
          case TOOL -> all.tool(line.text());
        }
      }
    }
    if (!text.isBlank()) {
      all.user(text);
    } else if (all.last() == null || all.last() instanceof AiMessage) {
      all.user(GO_ON);
    }
    return all.messages;
  }

  /**
   * What the assistant said before the user said anything: many templates want the user first, so
   * that is told elsewhere.
   *
   * @param lines oldest first
   */
  static String opening(List<Message> lines, String separator) {
    return lines.subList(0, opening(lines)).stream()
        .filter(line -> line.role() == Role.ASSISTANT)
        .map(Message::text)
        .filter(text -> !text.isBlank())
        .reduce((a, b) -> a + separator + b)
        .orElse("");
  }

  private static int opening(List<Message> lines) {
    int at = 0;
    while (at < lines.size()
        && (!fromOutside(lines.get(at).role()) || lines.get(at).text().isBlank())) {
      at++;
    }
    return at;
  }

  /** What a tool found before anybody said anything is told to the model as the user's. */
  private static boolean fromOutside(Role role) {
    return role != Role.ASSISTANT;
  }

  private void user(String text) {
    if (last() instanceof UserMessage before) {
      replace(UserMessage.from(before.singleText() + "\n" + text));
    } else {
      messages.add(UserMessage.from(text));
    }
  }

  private void assistant(String text) {
    if (last() instanceof AiMessage before && before.text() != null) {
      replace(AiMessage.from(before.text() + " " + text));
    } else {
      messages.add(AiMessage.from(text));
    }
  }

  private void tool(String line) {
    Optional<Ran> ran = tools && !messages.isEmpty() ? Ran.parse(line) : Optional.empty();
    if (ran.isEmpty()) {
      user("[Looked up: " + line + "]");
      return;
    }
    ToolExecutionRequest request =
        ToolExecutionRequest.builder()
            .id("past%05d".formatted(past++))
            .name(ran.get().name())
            .arguments(ran.get().arguments())
            .build();
    if (last() instanceof AiMessage before && before.text() != null) {
      replace(AiMessage.from(before.text(), List.of(request)));
    } else {
      messages.add(AiMessage.from(List.of(request)));
    }
    messages.add(ToolExecutionResultMessage.from(request, ran.get().result()));
  }

  private @Nullable ChatMessage last() {
    return messages.isEmpty() ? null : messages.getLast();
  }

  private void replace(ChatMessage message) {
    messages.set(messages.size() - 1, message);
  }

  /** A tool's line taken apart. */
  private record Ran(String name, String arguments, String result) {
    static Optional<Ran> parse(String line) {
      int open = line.indexOf('(');
      for (int close = line.indexOf(ARROW, open + 1);
          open > 0 && close > 0;
          close = line.indexOf(ARROW, close + 1)) {
        String written = line.substring(open + 1, close).strip();
        String arguments = written.isEmpty() ? "{}" : written;
        if (ToolSpecs.isObject(arguments)) {
          String result = line.substring(close + ARROW.length());
          return Optional.of(
              new Ran(line.substring(0, open), arguments, result.isBlank() ? "(nothing)" : result));
        }
      }
      return Optional.empty();
    }
  }
}
