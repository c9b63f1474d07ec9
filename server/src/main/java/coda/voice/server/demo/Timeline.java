package coda.voice.server.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Prints what happens while it happens, and remembers it. May be used by any thread. */
final class Timeline {
  private final PrintWriter out;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One thing that happened.
   *
   * @param atMs since the microphone was switched on
   * @param who {@code user}, {@code server}, {@code assistant}
   * @param event what, in a word or two
   * @param detail the words that go with it, or empty
   */
  record Entry(double atMs, String who, String event, String detail) {}

  /**
   * An empty timeline.
   *
   * @param out where it is printed
   */
  Timeline(PrintWriter out) {
    this.out = out;
  }

  synchronized void add(double atMs, String who, String event, String detail) {
    entries.add(new Entry(atMs, who, event, detail));
    out.printf("%8.2f s  %-9s  %-13s %s%n", atMs / 1000, who, event, detail);
    out.flush();
  }

  /** Everything so far, in the order of time. */
  synchronized List<Entry> entries() {
    return entries.stream().sorted(Comparator.comparingDouble(Entry::atMs)).toList();
  }
}
