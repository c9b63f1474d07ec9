package coda.voice.engines.language.chat;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.List;

/**
 * How much of a history fits. Lines fall out in groups, not one by one: the beginning of the
 * request then stays the same over several turns, and servers reuse what they have computed for it.
 */
final class ContextWindow {
  /** Lines fall out in groups of so many. */
  static final int GROUP = 8;

  private ContextWindow() {}

  /**
   * Where the lines begin that fit.
   *
   * @param history oldest first
   * @param tokens how many they may take
   * @return an index from 0 (all fit) to the number of lines (none); one above 0 is that of a
   *     user's line
   */
  static int begin(List<Message> history, int tokens) {
    int[] from = new int[history.size() + 1];
    for (int i = history.size() - 1; i >= 0; i--) {
      from[i] = from[i + 1] + TokenEstimate.of(history.get(i).text());
    }
    if (from[0] <= tokens) {
      return 0;
    }
    for (int group = GROUP; group < history.size(); group += GROUP) {
      int begin = nextUserLine(history, group);
      if (begin < history.size() && from[begin] <= tokens) {
        return begin;
      }
    }
    int begin = history.size();
    for (int i = history.size() - 1; i >= 0 && from[i] <= tokens; i--) {
      if (history.get(i).role() == Role.USER) {
        begin = i;
      }
    }
    return begin;
  }

  private static int nextUserLine(List<Message> history, int from) {
    int at = from;
    while (at < history.size() && history.get(at).role() != Role.USER) {
      at++;
    }
    return at;
  }
}
