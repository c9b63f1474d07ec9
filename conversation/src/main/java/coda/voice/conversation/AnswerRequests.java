package coda.voice.conversation;

import coda.voice.conversation.history.History;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.Tool;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a language model is asked: the words, the lines before them, and the tools it may call. On
 * the session's loop.
 */
final class AnswerRequests {
  private final History history;
  private final List<Tool> tools;
  private String spokenLine = "";

  /**
   * Requests of one conversation.
   *
   * @param history what was said
   * @param tools the server's own
   */
  AnswerRequests(History history, List<Tool> tools) {
    this.history = history;
    this.tools = tools;
  }

  /** A line of the user that may have been misheard, as long as nothing shows that it was typed. */
  void recorded(String itemId) {
    spokenLine = itemId;
  }

  /** An answer to a turn. */
  AnswerRequest turn(TurnEffect.StartReply start, AnswerSettings how) {
    if (!start.spoken()) {
      spokenLine = "";
    }
    List<Message> before = history.beforeTurn(start.itemId());
    return request(start.text(), before, start.spoken(), false, how, tools);
  }

  /** An answer to a turn that is not over yet. */
  AnswerRequest onTrust(TurnEffect.StartTentative start, AnswerSettings how) {
    List<Message> before = start.continuesPrevious() ? history.beforeLastTurn() : history.lines();
    return request(start.text(), before, true, true, how, tools);
  }

  /** An answer the client asks for. */
  AnswerRequest asked(ReplyRequest asked) {
    return goingOn(asked, tools);
  }

  /** An answer beside the conversation, with the client's tools only. */
  AnswerRequest beside(ReplyRequest asked) {
    return goingOn(asked, List.of());
  }

  /** What the user said last is asked; after anything else, the conversation goes on from there. */
  private AnswerRequest goingOn(ReplyRequest asked, List<Tool> own) {
    List<Message> lines = asked.context().orElseGet(history::lines);
    boolean user = !lines.isEmpty() && lines.getLast().role() == Role.USER;
    if (!user) {
      return request("", lines, false, false, asked.answer(), own);
    }
    boolean misheardPerhaps = asked.context().isEmpty() && history.endsWith(spokenLine);
    return request(
        lines.getLast().text(),
        lines.subList(0, lines.size() - 1),
        misheardPerhaps,
        false,
        asked.answer(),
        own);
  }

  private static AnswerRequest request(
      String text,
      List<Message> before,
      boolean spoken,
      boolean tentative,
      AnswerSettings how,
      List<Tool> own) {
    List<Tool> tools =
        how.options().tools().use() == Use.NONE
            ? List.of()
            : Stream.concat(own.stream(), how.tools().stream()).toList();
    return new AnswerRequest(text, before, spoken, tentative, tools, how.options());
  }
}
