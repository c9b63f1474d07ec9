package coda.voice.testkit.simulation;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A simulation in numbers.
 *
 * @param conversations played to their end
 * @param events taken by turn machines
 * @param frames of microphone audio, 20 ms each
 * @param virtualMs how long the conversations took in virtual time
 * @param repliesWon replies begun before the turn was over and then used
 * @param repliesWasted replies begun before the turn was over and thrown away unheard
 * @param faults what went wrong around the sessions
 * @param elapsedMs how long it took
 */
public record Tally(
    long conversations,
    long events,
    long frames,
    long virtualMs,
    long repliesWon,
    long repliesWasted,
    Map<Fault, Long> faults,
    long elapsedMs) {

  /** Nothing yet. */
  static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, Map.of(), 0);

  /** Copies the counts. */
  public Tally {
    faults = Map.copyOf(faults);
  }

  /** Both together, in the longer of the two times. */
  Tally plus(Tally other) {
    Map<Fault, Long> sum = new EnumMap<>(Fault.class);
    sum.putAll(faults);
    other.faults.forEach((fault, count) -> sum.merge(fault, count, Long::sum));
    return new Tally(
        conversations + other.conversations,
        events + other.events,
        frames + other.frames,
        virtualMs + other.virtualMs,
        repliesWon + other.repliesWon,
        repliesWasted + other.repliesWasted,
        sum,
        Math.max(elapsedMs, other.elapsedMs));
  }

  /** The same, taken so long. */
  Tally in(long ms) {
    return new Tally(
        conversations, events, frames, virtualMs, repliesWon, repliesWasted, faults, ms);
  }

  /** All faults. */
  public long faultCount() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public String toString() {
    double seconds = Math.max(1, elapsedMs) / 1000.0;
    return String.format(
        Locale.ROOT,
        "%,d conversations in %.1f s: %,.0f conversations/s, %,.0f events/s, %,d faults injected",
        conversations,
        seconds,
        conversations / seconds,
        events / seconds,
        faultCount());
  }

  /** The faults by kind, most frequent first, in one line. */
  public String faultsByKind() {
    return faults.entrySet().stream()
        .sorted(Map.Entry.<Fault, Long>comparingByValue().reversed())
        .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }
}
