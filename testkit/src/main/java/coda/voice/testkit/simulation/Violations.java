package coda.voice.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what was violated in one conversation. Used by one thread. */
final class Violations {
  /** What comes after the first few only repeats them. */
  private static final int ENOUGH = 8;

  private final List<Violation> found = new ArrayList<>();

  void add(Invariant invariant, String what, long atMs) {
    if (found.size() < ENOUGH) {
      found.add(new Violation(invariant, what, atMs));
    }
  }

  Optional<Violation> first() {
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  List<Violation> all() {
    return List.copyOf(found);
  }
}
