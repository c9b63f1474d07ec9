package coda.voice.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Times that were measured, in ns; all of them are kept. Safe for several threads. */
final class Figures {
  private final String name;
  private long[] nanos = new long[1 << 16];
  private int count;

  Figures(String name) {
    this.name = name;
  }

  synchronized void add(long ns) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = ns;
  }

  /** Forgets what was measured so far. */
  synchronized void clear() {
    count = 0;
  }

  /** How they are spread. */
  synchronized String line() {
    if (count == 0) {
      return name + ": none";
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%-58s %8d  p50 %8.2f  p99 %8.2f  p99.9 %8.2f  max %8.2f ms",
        name,
        count,
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 0.999),
        at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
  }
}
