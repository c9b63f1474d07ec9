package coda.voice.server.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether a server that is left alone is always the same. The figures of the second half of the
 * rounds are compared with those of the first, by their medians, so that one round in which
 * something was just being loaded or cleared away decides nothing.
 */
final class Flatness {
  /** The heap may differ by this much and be flat: classes and compiled code still come in. */
  private static final double HEAP_SHARE = 0.10;

  private static final long HEAP_BYTES = 4_000_000;

  /** A pool may have one thread or connection more at one time than at another. */
  private static final long THREADS = 4;

  private static final long FILES = 4;

  private Flatness() {}

  /**
   * What is not flat.
   *
   * @param rounds one measurement for each round, without those of the warm-up; at least two
   * @return what grew or stayed behind, for people; empty when all is well
   */
  static List<String> problems(List<Measurement> rounds) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < rounds.size(); i++) {
      if (!rounds.get(i).nothingHeld()) {
        problems.add("after round " + (i + 1) + " something was still held: " + rounds.get(i));
      }
    }
    int half = rounds.size() / 2;
    List<Measurement> before = rounds.subList(0, half);
    List<Measurement> after = rounds.subList(rounds.size() - half, rounds.size());
    long heap = median(before, Measurement::heapBytes);
    grew(problems, "heap bytes", before, after, Measurement::heapBytes, heapRoom(heap));
    grew(problems, "threads", before, after, Measurement::threads, THREADS);
    grew(problems, "file descriptors", before, after, Measurement::files, FILES);
    return problems;
  }

  private static long heapRoom(long heap) {
    return Math.max(HEAP_BYTES, (long) (heap * HEAP_SHARE));
  }

  private static void grew(
      List<String> problems,
      String what,
      List<Measurement> before,
      List<Measurement> after,
      ToLongFunction<Measurement> figure,
      long room) {
    long from = median(before, figure);
    long to = median(after, figure);
    if (to - from > room) {
      problems.add(what + " grew from " + from + " to " + to + "; allowed are " + room + " more");
    }
  }

  private static long median(List<Measurement> of, ToLongFunction<Measurement> figure) {
    long[] sorted = of.stream().mapToLong(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
