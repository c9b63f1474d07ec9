package coda.voice.conversation.history;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a conversation, oldest first: what the user said and what the user heard. Text that
 * was written but never heard is not in it.
 *
 * <p>Used on the session's loop only.
 */
public final class History {
  /** More lines than this let the oldest go. */
  public static final int MAX_LINES = 400;

  private final List<Line> lines = new ArrayList<>();
  private int shown;

  /**
   * Begins with lines from before.
   *
   * @param before oldest first
   */
  public History(List<Message> before) {
    before.forEach(line -> add(line.role(), line.text(), ""));
  }

  /**
   * The user said something.
   *
   * @param text what
   * @param continuesPrevious whether it is the user's last line going on, whose answer nobody
   *     heard: then it replaces that line
   */
  public void user(String text, boolean continuesPrevious) {
    if (continuesPrevious) {
      int last = lastUserLine();
      if (last >= 0) {
        lines.remove(last);
      }
    }
    add(Role.USER, text, "");
  }

  /**
   * The user said something that was answered, and known only afterwards: a duplex model does not
   * wait for words.
   *
   * @param text what
   * @param replyId the answer; without a line of it, this is the newest
   */
  public void userBefore(String text, String replyId) {
    add(Role.USER, text, "");
    Line said = lines.removeLast();
    int at = lines.size();
    while (at > 0 && !lines.get(at - 1).replyId().equals(replyId)) {
      at--;
    }
    lines.add(at == 0 ? lines.size() : at - 1, said);
  }

  /**
   * A tool ran.
   *
   * @param text what it did
   */
  public void tool(String text) {
    add(Role.TOOL, text, "");
  }

  /**
   * The user heard something.
   *
   * @param replyId the answer
   * @param text what; an empty text leaves no line
   */
  public void heard(String replyId, String text) {
    add(Role.ASSISTANT, text, replyId);
  }

  /**
   * More of an answer was heard than was known.
   *
   * @param replyId the answer
   * @param text all that was heard of it
   */
  public void heardMore(String replyId, String text) {
    lines.replaceAll(
        line -> line.replyId().equals(replyId) ? new Line(line.role(), text, replyId) : line);
    count();
  }

  /** All lines, oldest first. */
  public List<Message> lines() {
    return messages(lines);
  }

  /**
   * All lines but the user's last one: the history of the turn being answered. What tools did for
   * it before it is asked again stays.
   */
  public List<Message> beforeLastTurn() {
    List<Line> before = new ArrayList<>(lines);
    int last = lastUserLine();
    if (last >= 0) {
      before.remove(last);
    }
    return messages(before);
  }

  /** How many lines there are. */
  public int size() {
    return shown;
  }

  private void count() {
    shown = (int) lines.stream().filter(line -> !line.text().isBlank()).count();
  }

  /** The user's last line, if nothing came after it but tools and unheard answers; else -1. */
  private int lastUserLine() {
    int at = lines.size() - 1;
    while (at >= 0 && (lines.get(at).text().isBlank() || lines.get(at).role() == Role.TOOL)) {
      at--;
    }
    return at >= 0 && lines.get(at).role() == Role.USER ? at : -1;
  }

  private static List<Message> messages(List<Line> lines) {
    return lines.stream()
        .filter(line -> !line.text().isBlank())
        .map(line -> new Message(line.role(), line.text()))
        .toList();
  }

  private void add(Role role, String text, String replyId) {
    if (lines.size() == MAX_LINES) {
      lines.removeFirst();
    }
    lines.add(new Line(role, text, replyId));
    count();
  }

  /** A line; an answer of which nothing was heard keeps its place, in case it was. */
  private record Line(Role role, String text, String replyId) {}
}
