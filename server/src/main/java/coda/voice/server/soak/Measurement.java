package coda.voice.server.soak;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a server holds while nobody is there, after its garbage was collected.
 *
 * @param heapBytes of objects that are alive
 * @param threads of the platform
 * @param files file descriptors that are open
 * @param connections that are open
 * @param sessions that are alive
 * @param permits of engines that are taken
 * @param frames of sound that are leased
 */
public record Measurement(
    long heapBytes,
    long threads,
    long files,
    long connections,
    long sessions,
    long permits,
    long frames) {

  /** One line: {@code heapBytes=1 threads=2 …}. */
  String line() {
    return "heapBytes=%d threads=%d files=%d connections=%d sessions=%d permits=%d frames=%d"
        .formatted(heapBytes, threads, files, connections, sessions, permits, frames);
  }

  /**
   * The opposite of {@link #line}.
   *
   * @param line as {@link #line} has it
   */
  static Measurement parse(String line) {
    long[] values =
        Arrays.stream(line.strip().split(" "))
            .mapToLong(pair -> Long.parseLong(pair.substring(pair.indexOf('=') + 1)))
            .toArray();
    return new Measurement(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
  }

  /** Whether nothing is out that somebody took. */
  boolean nothingHeld() {
    return connections == 0 && sessions == 0 && permits == 0 && frames == 0;
  }

  /** For people, in columns. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "heap %6.1f MB, %3d threads, %3d files, %d connections, %d sessions, %d permits, %d frames",
        heapBytes / 1e6,
        threads,
        files,
        connections,
        sessions,
        permits,
        frames);
  }
}
