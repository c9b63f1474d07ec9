package coda.voice.gateway.sessions;

import coda.voice.conversation.Owner;
import coda.voice.conversation.ProcessingMode;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All sessions there are. Front doors put them here; whoever runs the server reads it. May be used
 * from any thread; nothing here waits.
 */
public final class SessionBoard {
  private final Map<String, BoardEntry> entries = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /**
   * An empty board.
   *
   * @param clock tells the times that are shown
   */
  public SessionBoard(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Who a session is, for {@link #enter}.
   *
   * @param conversation the client's name for it
   * @param owner whose it is
   * @param door which protocol its client speaks
   * @param address where its client came from
   * @param mode who answers at first
   */
  public record Card(
      String conversation, Owner owner, String door, String address, ProcessingMode mode) {}

  /**
   * A session begins.
   *
   * @param card who it is
   * @param ender ends it when whoever runs the server wants that
   * @return its place, to be left when it is over
   */
  public BoardEntry enter(Card card, Ender ender) {
    String handle;
    BoardEntry entry;
    do {
      handle = "s-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      entry = new BoardEntry(this, handle, card, ender, clock);
    } while (entries.putIfAbsent(handle, entry) != null);
    return entry;
  }

  /** Ends a session from outside. May be called from any thread; returns at once. */
  @FunctionalInterface
  public interface Ender {
    /**
     * End it.
     *
     * @param reason for its client
     */
    void end(String reason);
  }

  void leave(String handle) {
    entries.remove(handle);
  }

  /** How many there are. */
  public int count() {
    return entries.size();
  }

  /** How many there are in each phase. */
  public Map<String, Integer> phases() {
    Map<String, Integer> phases = new TreeMap<>();
    entries.values().forEach(entry -> phases.merge(entry.phase(), 1, Integer::sum));
    return phases;
  }

  /** All of them, the oldest first. */
  public List<SessionView> views() {
    return entries.values().stream()
        .map(BoardEntry::view)
        .sorted(Comparator.comparing(SessionView::since).thenComparing(SessionView::handle))
        .toList();
  }

  /**
   * One of them.
   *
   * @param handle as {@link SessionView#handle} has it
   */
  public Optional<SessionView> view(String handle) {
    return Optional.ofNullable(entries.get(handle)).map(BoardEntry::view);
  }

  /**
   * Ends one of them.
   *
   * @param handle as {@link SessionView#handle} has it
   * @param reason for its client
   * @return whether there was one
   */
  public boolean end(String handle, String reason) {
    BoardEntry entry = entries.get(handle);
    if (entry == null) {
      return false;
    }
    entry.end(reason);
    return true;
  }
}
