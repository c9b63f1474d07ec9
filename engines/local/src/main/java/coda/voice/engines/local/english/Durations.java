package coda.voice.engines.local.english;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lengths of time, read and said: "an hour and a half", "two minutes and thirty seconds". */
public final class Durations {
  private static final Map<String, Integer> SECONDS =
      Map.ofEntries(
          Map.entry("second", 1),
          Map.entry("seconds", 1),
          Map.entry("sec", 1),
          Map.entry("secs", 1),
          Map.entry("s", 1),
          Map.entry("minute", 60),
          Map.entry("minutes", 60),
          Map.entry("min", 60),
          Map.entry("mins", 60),
          Map.entry("m", 60),
          Map.entry("hour", 3600),
          Map.entry("hours", 3600),
          Map.entry("hr", 3600),
          Map.entry("hrs", 3600),
          Map.entry("h", 3600),
          Map.entry("day", 86400),
          Map.entry("days", 86400));

  private static final BigDecimal MAX_SECONDS = new BigDecimal("1e9");

  private Durations() {}

  /**
   * Reads the longest duration that begins at a word.
   *
   * @param words the text
   * @param from index of its first word
   */
  public static Optional<Reading<Duration>> read(Words words, int from) {
    return read(words, from, false);
  }

  /**
   * As {@link #read(Words, int)}, taking words that merely sound like a digit for one.
   *
   * @param words the text
   * @param from index of its first word
   */
  public static Optional<Reading<Duration>> readMisheard(Words words, int from) {
    return read(words, from, true);
  }

  private static Optional<Reading<Duration>> read(Words words, int from, boolean misheard) {
    BigDecimal total = BigDecimal.ZERO;
    int at = from;
    BigDecimal lastUnit = MAX_SECONDS;
    while (true) {
      int start = at > from && words.stand(at, "and") ? at + 1 : at;
      Optional<Part> part = part(words, start, misheard && at == from);
      if (part.isEmpty() || part.get().unit.compareTo(lastUnit) >= 0) {
        break;
      }
      total = total.add(part.get().seconds);
      lastUnit = part.get().unit;
      at = part.get().end;
    }
    if (at == from || total.abs().compareTo(MAX_SECONDS) > 0) {
      return Optional.empty();
    }
    long millis = total.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValue();
    return Optional.of(new Reading<>(Duration.ofMillis(millis), at));
  }

  private record Part(BigDecimal seconds, BigDecimal unit, int end) {}

  private static Optional<Part> part(Words words, int from, boolean misheard) {
    if (words.stand(from, "half", "an", "hour")) {
      return Optional.of(new Part(BigDecimal.valueOf(1800), BigDecimal.valueOf(3600), from + 3));
    }
    if (words.stand(from, "a", "quarter", "of", "an", "hour")) {
      return Optional.of(new Part(BigDecimal.valueOf(900), BigDecimal.valueOf(3600), from + 5));
    }
    if (words.stand(from, "three", "quarters", "of", "an", "hour")) {
      return Optional.of(new Part(BigDecimal.valueOf(2700), BigDecimal.valueOf(3600), from + 5));
    }
    BigDecimal count;
    int at;
    if (words.stand(from, "a", "couple")) {
      count = BigDecimal.TWO;
      at = words.stand(from + 2, "of") ? from + 3 : from + 2;
    } else if ((words.stand(from, "a") || words.stand(from, "an"))
        && SECONDS.containsKey(words.at(from + 1))) {
      count = BigDecimal.ONE;
      at = from + 1;
    } else {
      Optional<Reading<BigDecimal>> number = NumberReader.read(words, from);
      if (number.isEmpty() && misheard) {
        number = NumberReader.readMisheard(words, from);
      }
      if (number.isEmpty()) {
        return Optional.empty();
      }
      count = number.get().value();
      at = number.get().end();
    }
    Integer unit = SECONDS.get(words.at(at));
    if (unit == null) {
      return Optional.empty();
    }
    at++;
    BigDecimal size = BigDecimal.valueOf(unit);
    BigDecimal seconds = count.multiply(size);
    if (words.stand(at, "and", "a", "half")) {
      at += 3;
      seconds = seconds.add(size.divide(BigDecimal.TWO));
    }
    return Optional.of(new Part(seconds, size, at));
  }

  /**
   * Says a duration in its two largest units: "one hour and thirty minutes".
   *
   * @param duration not negative; rounded to whole seconds
   */
  public static String say(Duration duration) {
    List<String> parts = parts(duration, true);
    return parts.size() == 1 ? parts.getFirst() : parts.get(0) + " and " + parts.get(1);
  }

  /**
   * Says a duration before a noun: "ten minute" as in "ten minute timer".
   *
   * @param duration not negative; rounded to whole seconds
   */
  public static String sayBeforeNoun(Duration duration) {
    return String.join(" ", parts(duration, false));
  }

  private static List<String> parts(Duration duration, boolean plural) {
    long seconds = (duration.toMillis() + 500) / 1000;
    long[] counts = {
      seconds / 86400, seconds % 86400 / 3600, seconds % 3600 / 60, seconds % 60,
    };
    String[] names = {"day", "hour", "minute", "second"};
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < counts.length && parts.size() < 2; i++) {
      if (counts[i] > 0) {
        String end = plural && counts[i] != 1 ? "s" : "";
        parts.add(NumberWords.say(counts[i]) + " " + names[i] + end);
      }
    }
    return parts.isEmpty() ? List.of("no time at all") : parts;
  }
}
