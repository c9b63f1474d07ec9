package coda.voice.engines.language.chat;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.List;

/**
 * What is remembered of lines that no longer fit the context window.
 *
 * @param text the model's own words
 * @param lines how many of the history's lines it covers, from the oldest
 * @param last the last line it covers
 */
record Summary(String text, int lines, Message last) {
  /** Nothing yet. */
  static final Summary NONE = new Summary("", 0, new Message(Role.USER, ""));

  /**
   * How many lines of a history are covered. The history may have lost its oldest lines since.
   *
   * @param history oldest first
   */
  int covered(List<Message> history) {
    if (lines == 0 || (lines <= history.size() && history.get(lines - 1).equals(last))) {
      return lines;
    }
    return history.subList(0, Math.min(lines, history.size())).lastIndexOf(last) + 1;
  }
}
