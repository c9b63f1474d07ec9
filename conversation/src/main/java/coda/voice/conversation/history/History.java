package coda.voice.conversation.history;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The lines of a conversation, oldest first: what the user said and what the user heard. Text that
 * was written but never heard is not in it.
 *
 * <p>Lines belong to turns: what the user said, and everything until they say something again. What
 * was there before belongs to none. {@link #takeChanged} gives the turns that changed, whole.
 *
 * <p>Used on the session's loop only.
 */
public final class History {
  /** More lines than this let the oldest go. */
  public static final int MAX_LINES = 400;

  private final List<Line> lines = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();
  private final Set<String> expected = new HashSet<>();
  private final LongSupplier clock;

  /** What was there before the session belongs to no turn of it. */
  private final Turn before = new Turn(0, 0);

  private int turnsBegun;
  private int shown;
  private int trimmed;

  /**
   * Begins with lines from before.
   *
   * @param earlier oldest first
   */
  public History(List<Message> earlier) {
    this(earlier, () -> 0);
  }

  /**
   * Begins with lines from before.
   *
   * @param earlier oldest first
   * @param clock says when turns begin and change, in ms since 1970
   */
  public History(List<Message> earlier, LongSupplier clock) {
    this.clock = clock;
    earlier.forEach(line -> add(new Line(line.role(), line.text(), "", before)));
  }

  /**
   * The user said something.
   *
   * @param id names the line
   * @param text what
   * @param continuesPrevious whether it is the user's last line going on, whose answer nobody
   *     heard: then it replaces that line
   */
  public void user(String id, String text, boolean continuesPrevious) {
    if (expected.remove(id)) {
      if (!continuesPrevious) {
        fill(id, text);
        return;
      }
      remove(id);
    }
    int last = continuesPrevious ? lastUserLine() : -1;
    Turn turn = last >= 0 ? lines.remove(last).turn() : before;
    turn.changed(clock.getAsLong());
    // What was added from outside may have begun another turn since.
    boolean newest = !turns.isEmpty() && turns.getLast() == turn;
    add(new Line(Role.USER, text, id, newest ? turn : begin(turns.size())));
  }

  /**
   * The user has said something; the words come with {@link #user}, and stand before what is
   * inserted at the end until then.
   *
   * @param id names the line
   */
  public void expect(String id) {
    if (expected.add(id)) {
      add(new Line(Role.USER, "", id, before));
    }
  }

  /**
   * Nothing came of what was expected.
   *
   * @param id names the line
   */
  public void unexpected(String id) {
    if (expected.remove(id)) {
      remove(id);
    }
  }

  /** The words of a line whose place was kept, unless it was forgotten meanwhile. */
  private void fill(String id, String text) {
    int kept = indexOf(id);
    if (kept < 0) {
      return;
    }
    Turn next = kept + 1 < lines.size() ? lines.get(kept + 1).turn() : before;
    boolean begins = next != before && (kept == 0 || lines.get(kept - 1).turn() != next);
    Turn turn = begin(begins ? turns.indexOf(next) : turns.size());
    lines.set(kept, new Line(Role.USER, text, id, turn));
    count();
  }

  /**
   * The user said something that was answered, and known only afterwards: a duplex model does not
   * wait for words.
   *
   * @param id names the line
   * @param text what
   * @param replyId the answer; without a line of it, this is the newest
   */
  public void userBefore(String id, String text, String replyId) {
    unexpected(id);
    add(new Line(Role.USER, text, id, before));
    Line said = lines.removeLast();
    int at = lines.size();
    while (at > 0 && !lines.get(at - 1).id().equals(replyId)) {
      at--;
    }
    if (at == 0) {
      lines.add(said.in(begin(turns.size())));
    } else {
      lines.add(at - 1, said.in(turnFrom(at - 1)));
    }
  }

  /** An answer began before whatever is expected was said. */
  private void addOfAnswer(Role role, String text, String id) {
    makeRoom();
    int at = 0;
    while (at < lines.size() && !expected.contains(lines.get(at).id())) {
      at++;
    }
    Turn turn = at == 0 || at == lines.size() ? latest() : lines.get(at - 1).turn();
    add(new Line(role, text, id, turn == before ? latest() : turn));
    lines.add(at, lines.removeLast());
  }

  /** The turn that begins with a line; what came before it in the line's turn stays there. */
  private Turn turnFrom(int at) {
    Turn turn = lines.get(at).turn();
    if (turn != before && (at == 0 || lines.get(at - 1).turn() != turn)) {
      turn.changed(clock.getAsLong());
      return turn;
    }
    Turn own = begin(turns.indexOf(turn) + 1);
    for (int i = at; i < lines.size() && lines.get(i).turn() == turn; i++) {
      lines.set(i, lines.get(i).in(own));
    }
    turn.changed(clock.getAsLong());
    return own;
  }

  /**
   * A tool ran.
   *
   * @param text what it did
   */
  public void tool(String text) {
    addOfAnswer(Role.TOOL, text, "");
  }

  /**
   * The user heard something.
   *
   * @param replyId the answer
   * @param text what; an empty text leaves no line
   */
  public void heard(String replyId, String text) {
    addOfAnswer(Role.ASSISTANT, text, replyId);
  }

  /**
   * More, or less, of an answer was heard than was known.
   *
   * @param replyId the answer
   * @param text all that was heard of it
   */
  public void heardReally(String replyId, String text) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.id().equals(replyId)) {
        line.turn().changed(clock.getAsLong());
        lines.set(i, line.saying(text));
      }
    }
    count();
  }

  /**
   * A line is added from outside. At the end, what the user says begins a turn; at the beginning it
   * belongs to the turn of the line that was first; elsewhere to that of the line before it.
   *
   * @param id names the line
   * @param role who
   * @param text what
   * @param after the line it follows; the beginning when there is no such line, the end when empty
   */
  public void insert(String id, Role role, String text, Optional<String> after) {
    makeRoom();
    int at = after.map(name -> indexOf(name) + 1).orElse(lines.size());
    if (at == lines.size()) {
      add(new Line(role, text, id, role == Role.USER ? begin(turns.size()) : latest(), true));
    } else {
      // What is expected has no turn yet.
      boolean early = at > 0 && expected.contains(lines.get(at - 1).id());
      Turn turn = early ? latest() : lines.get(Math.max(0, at - 1)).turn();
      turn.changed(clock.getAsLong());
      lines.add(at, new Line(role, text, id, turn, true));
      count();
    }
  }

  /**
   * A line is forgotten.
   *
   * @param id names it
   */
  public void remove(String id) {
    int at = indexOf(id);
    if (at >= 0) {
      lines.remove(at).turn().changed(clock.getAsLong());
      count();
    }
  }

  /**
   * Whether the last line that says anything is this one.
   *
   * @param id names it
   */
  public boolean endsWith(String id) {
    int at = lines.size() - 1;
    while (at >= 0 && lines.get(at).text().isBlank()) {
      at--;
    }
    return at >= 0 && !id.isEmpty() && lines.get(at).id().equals(id);
  }

  /** Where a line is; -1 if nowhere. Lines without a name cannot be found. */
  private int indexOf(String id) {
    int at = id.isEmpty() ? -1 : lines.size() - 1;
    while (at >= 0 && !lines.get(at).id().equals(id)) {
      at--;
    }
    return at;
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
    return without(lastUserLine());
  }

  /**
   * All lines but that of a turn, which need not be the last: others were inserted behind it before
   * its words were known.
   *
   * @param id names the line; if there is none, the user's last one is meant
   */
  public List<Message> beforeTurn(String id) {
    int at = indexOf(id);
    return without(at >= 0 ? at : lastUserLine());
  }

  private List<Message> without(int at) {
    List<Line> others = new ArrayList<>(lines);
    if (at >= 0) {
      others.remove(at);
    }
    return messages(others);
  }

  /**
   * The turns that changed since this was asked last, as they are now; oldest first.
   *
   * @param open whether the newest one is still being answered; then it is left for later
   */
  public List<TurnLines> takeChanged(boolean open) {
    List<TurnLines> changed = new ArrayList<>();
    for (int i = 0; i < turns.size() - (open ? 1 : 0); i++) {
      Turn turn = turns.get(i);
      if (turn.dirty) {
        List<Message> said = messages(lines.stream().filter(line -> line.turn() == turn).toList());
        turn.dirty = false;
        if (!said.isEmpty() || turn.revision > 0) {
          turn.revision++;
          changed.add(
              new TurnLines(
                  turn.number, i + 1 + trimmed, turn.revision, turn.beganAt, turn.changedAt, said));
        }
      }
    }
    return changed;
  }

  /** The number of the newest turn; 0 before the first. */
  public int newestTurn() {
    return turns.isEmpty() ? 0 : turns.getLast().number;
  }

  /** How many lines there are. */
  public int size() {
    return shown;
  }

  private void count() {
    shown = (int) lines.stream().filter(line -> !line.text().isBlank()).count();
  }

  /**
   * The line of the user's last turn, if nothing came after it but tools, unheard answers and what
   * was added from outside; else -1.
   */
  private int lastUserLine() {
    int at = lines.size() - 1;
    while (at >= 0 && lines.get(at).besideTheTurn()) {
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

  private Turn begin(int at) {
    Turn turn = new Turn(++turnsBegun, clock.getAsLong());
    // Those behind it have moved.
    turns.subList(at, turns.size()).forEach(moved -> moved.changed(moved.changedAt));
    turns.add(at, turn);
    return turn;
  }

  /** The newest turn; whoever speaks first begins one. */
  private Turn latest() {
    return turns.isEmpty() ? begin(0) : turns.getLast();
  }

  private void add(Line line) {
    makeRoom();
    line.turn().changed(clock.getAsLong());
    lines.add(line);
    count();
  }

  private void makeRoom() {
    if (lines.size() == MAX_LINES) {
      Line oldest = lines.removeFirst();
      boolean unused = expected.remove(oldest.id());
      forget(oldest.turn());
    }
  }

  /** A turn that is no longer here as a whole changes no more. */
  private void forget(Turn turn) {
    if (turns.remove(turn)) {
      trimmed++;
    }
  }

  /**
   * A turn as it is now.
   *
   * @param number its own, from 1; it never changes
   * @param position its place among the turns, from 1; changes when the user's words of an earlier
   *     one become known late
   * @param revision how often it was given out, this time included
   * @param beganAt when, in ms since 1970
   * @param changedAt when last, in ms since 1970
   * @param lines what was said and heard, oldest first
   */
  public record TurnLines(
      int number, int position, int revision, long beganAt, long changedAt, List<Message> lines) {}

  /**
   * A line; an answer of which nothing was heard keeps its place, in case it was, and so does what
   * the user said before its words are known.
   */
  private record Line(Role role, String text, String id, Turn turn, boolean outside) {
    Line(Role role, String text, String id, Turn turn) {
      this(role, text, id, turn, false);
    }

    Line in(Turn other) {
      return new Line(role, text, id, other, outside);
    }

    Line saying(String other) {
      return new Line(role, other, id, turn, outside);
    }

    /** Whether the user's turn before it is still the last one. */
    boolean besideTheTurn() {
      return outside || text.isBlank() || role == Role.TOOL;
    }
  }

  private static final class Turn {
    private final int number;
    private final long beganAt;
    private long changedAt;
    private int revision;
    private boolean dirty = true;

    Turn(int number, long beganAt) {
      this.number = number;
      this.beganAt = beganAt;
      this.changedAt = beganAt;
    }

    void changed(long at) {
      dirty = true;
      changedAt = at;
    }
  }
}
