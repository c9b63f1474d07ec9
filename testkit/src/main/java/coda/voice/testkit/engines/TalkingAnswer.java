package coda.voice.testkit.engines;

import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.List;

/** What {@link TalkingEngines} answer. */
sealed interface TalkingAnswer {
  /**
   * Something is said.
   *
   * @param text what
   */
  record Words(String text) implements TalkingAnswer {}

  /**
   * A tool of the client's is called.
   *
   * @param words said before it; may be empty
   * @param tool its name
   * @param arguments JSON
   */
  record Call(String words, String tool, String arguments) implements TalkingAnswer {}

  /**
   * The answer to a turn: "call NAME" and "call NAME {…}" call that tool if there is one, the
   * result of a tool is told, "recall" tells what the user heard last, and all else is repeated.
   *
   * @param request the turn
   */
  static TalkingAnswer to(AnswerRequest request) {
    String text = request.text();
    List<Message> history = request.history();
    if (text.isEmpty() && !history.isEmpty() && history.getLast().role() == Role.TOOL) {
      return new Words("The result is " + afterArrow(history.getLast().text()) + ".");
    }
    if (text.equals("recall")) {
      return new Words("I said: " + lastHeard(history));
    }
    if (text.startsWith(TalkingEngines.CALLS) && request.options().tools().use() != Use.NONE) {
      String[] call = text.substring(TalkingEngines.CALLS.length()).split(" ", 2);
      boolean known =
          request.tools().stream().anyMatch(tool -> tool.byClient() && tool.name().equals(call[0]));
      if (known) {
        return call.length == 1
            ? new Call("You said " + text + ".", call[0], "{\"asked\":true}")
            : new Call("", call[0], call[1]);
      }
    }
    return new Words("You said " + text + ".");
  }

  private static String lastHeard(List<Message> history) {
    return history.reversed().stream()
        .filter(line -> line.role() == Role.ASSISTANT)
        .map(Message::text)
        .findFirst()
        .orElse("nothing");
  }

  private static String afterArrow(String line) {
    int at = line.indexOf('→');
    return at < 0 ? line : line.substring(at + 1).strip();
  }
}
