package coda.voice.engine.gpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who is asked to give memory of one card back, and in which order. */
final class Victims {
  private final CardBook card;
  private final Books books;
  private final List<GpuComponent> components;

  /**
   * Chooses on one card.
   *
   * @param components all of the ledger, live
   */
  Victims(CardBook card, Books books, List<GpuComponent> components) {
    this.card = card;
    this.books = books;
    this.components = components;
  }

  private record Candidate(GpuComponent component, long lastUsed) {
    int priority() {
      return component.plan().priority();
    }
  }

  /** Those less important than another: the least important first, then the longest unused. */
  List<GpuComponent> below(Holding other) {
    int priority = other.plan().priority();
    return inOrder(candidate -> candidate.priority() < priority);
  }

  /** Those not used since a time, in ms, in the same order. */
  List<GpuComponent> unusedSince(long time) {
    return inOrder(candidate -> candidate.lastUsed() <= time);
  }

  private List<GpuComponent> inOrder(Predicate<Candidate> which) {
    long now = books.now();
    return components.stream()
        .filter(component -> component.plan().resizable())
        .filter(component -> component.holding().bytesOn(card.index()) > 0)
        .filter(component -> component.owner().canBeAsked())
        .map(component -> new Candidate(component, component.holding().lastUsed(now)))
        .filter(which)
        .sorted(Comparator.comparingInt(Candidate::priority).thenComparingLong(Candidate::lastUsed))
        .map(Candidate::component)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  long heldBy(List<GpuComponent> those) {
    return those.stream().mapToLong(one -> one.holding().bytesOn(card.index())).sum();
  }

  /** Why nobody could help, for operators. */
  String situation(Want want) {
    String holders =
        components.stream()
            .filter(component -> component.holding().bytesOn(card.index()) > 0)
            .map(this::words)
            .collect(Collectors.joining(", "));
    return "card %d (%s) has %s free of %s, and nobody below priority %d gave back enough (%s)"
        .formatted(
            card.index(),
            card.card().name(),
            MemorySize.words(books.room(card)),
            MemorySize.words(card.card().budgetBytes()),
            want.holding().plan().priority(),
            holders.isEmpty() ? "nobody holds anything" : holders);
  }

  private String words(GpuComponent component) {
    return "%s holds %s at priority %d"
        .formatted(
            component.plan().name(),
            MemorySize.words(component.holding().bytesOn(card.index())),
            component.plan().priority());
  }
}
