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

  private final List<Message> lines = new ArrayList<>();

  /**
   * Begins with lines from before.
   *
   * @param before oldest first
   */
  public History(List<Message> before) {
    before.forEach(this::add);
  }

  /**
   * The user said something.
   *
   * @param text what
   * @param continuesPrevious whether it is the user's last line going on, whose answer nobody
   *     heard: then it replaces that line
   */
  public void user(String text, boolean continuesPrevious) {
    if (continuesPrevious && !lines.isEmpty() && lines.getLast().role() == Role.USER) {
      lines.removeLast();
    }
    add(new Message(Role.USER, text));
  }

  /**
   * The user heard something.
   *
   * @param text what; an empty text leaves no line
   */
  public void heard(String text) {
    if (!text.isBlank()) {
      add(new Message(Role.ASSISTANT, text));
    }
  }

  /** All lines, oldest first. */
  public List<Message> lines() {
    return List.copyOf(lines);
  }

  /** The lines before the user's last one: the history of the turn being answered. */
  public List<Message> beforeLastTurn() {
    int end = lines.size();
    if (end > 0 && lines.getLast().role() == Role.USER) {
      end--;
    }
    return List.copyOf(lines.subList(0, end));
  }

  /** How many lines there are. */
  public int size() {
    return lines.size();
  }

  private void add(Message line) {
    if (lines.size() == MAX_LINES) {
      lines.removeFirst();
    }
    lines.add(line);
  }
}
