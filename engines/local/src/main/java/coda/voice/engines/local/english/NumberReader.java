package coda.voice.engines.local.english;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * Reads numbers, in digits or words: "twelve", "a hundred and five", "three point one four", "minus
 * two", "two and a half", "1,250.75". At most {@value #MAX_DIGITS} digits; below a billion billion
 * in words.
 */
public final class NumberReader {
  /** Longer numbers in digits are not read. */
  public static final int MAX_DIGITS = 30;

  private static final Map<String, Integer> SMALL =
      Map.ofEntries(
          Map.entry("zero", 0),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("seventeen", 17),
          Map.entry("eighteen", 18),
          Map.entry("nineteen", 19));

  private static final Map<String, Integer> TENS =
      Map.ofEntries(
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fourty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("seventy", 70),
          Map.entry("eighty", 80),
          Map.entry("ninety", 90),
          Map.entry("ninty", 90));

  private static final Map<String, Long> SCALES =
      Map.of(
          "thousand", 1_000L,
          "million", 1_000_000L,
          "billion", 1_000_000_000L,
          "trillion", 1_000_000_000_000L);

  /** What recognisers write for a number word that sounds the same. */
  private static final Map<String, Integer> SOUNDS_LIKE =
      Map.of("won", 1, "to", 2, "too", 2, "for", 4, "fore", 4, "ate", 8);

  private final Words words;
  private int at;

  private NumberReader(Words words, int at) {
    this.words = words;
    this.at = at;
  }

  /**
   * Reads the longest number that begins at a word.
   *
   * @param words the text
   * @param from index of its first word
   */
  public static Optional<Reading<BigDecimal>> read(Words words, int from) {
    return new NumberReader(words, from).number();
  }

  /**
   * As {@link #read}, taking words for a digit that merely sound like one ("to", "for", "ate") when
   * nothing else is there.
   *
   * @param words the text
   * @param from index of its first word
   */
  public static Optional<Reading<BigDecimal>> readMisheard(Words words, int from) {
    Integer meant = SOUNDS_LIKE.get(words.at(from));
    if (meant == null) {
      return Optional.empty();
    }
    return Optional.of(new Reading<>(BigDecimal.valueOf(meant), from + 1));
  }

  private Optional<Reading<BigDecimal>> number() {
    boolean negative =
        words.stand(at, "minus") || words.stand(at, "negative") || words.stand(at, "-");
    if (negative) {
      at++;
    }
    Optional<BigDecimal> size = words.digitsAt(at) ? digits() : inWords();
    return size.map(s -> new Reading<>(negative ? s.negate() : s, at));
  }

  private Optional<BigDecimal> digits() {
    String text = words.at(at);
    if (text.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    at++;
    BigDecimal value = new BigDecimal(text);
    Long scale = SCALES.get(words.at(at));
    if (scale != null) {
      at++;
      value = value.multiply(BigDecimal.valueOf(scale));
    }
    return Optional.of(withHalf(value));
  }

  private Optional<BigDecimal> inWords() {
    if (words.stand(at, "half")) {
      at += words.stand(at + 1, "a") || words.stand(at + 1, "an") ? 2 : 1;
      return Optional.of(new BigDecimal("0.5"));
    }
    if (words.stand(at, "a", "half")) {
      at += 2;
      return Optional.of(new BigDecimal("0.5"));
    }
    if (words.stand(at, "a", "dozen")) {
      at += 2;
      return Optional.of(BigDecimal.valueOf(12));
    }
    if (words.stand(at, "point") && digit(at + 1) >= 0) {
      return Optional.of(fraction(BigDecimal.ZERO));
    }
    int start = at;
    long value = whole();
    if (at == start) {
      return Optional.empty();
    }
    BigDecimal whole = BigDecimal.valueOf(value);
    return Optional.of(
        words.stand(at, "point") && digit(at + 1) >= 0 ? fraction(whole) : withHalf(whole));
  }

  private long whole() {
    long total = 0;
    long lastScale = Long.MAX_VALUE;
    while (true) {
      int before = at;
      if (total > 0 && words.stand(at, "and")) {
        at++;
      }
      int start = at;
      long part = belowThousand(total == 0);
      if (at == start) {
        at = before;
        return total;
      }
      Long scale = SCALES.get(words.at(at));
      if (scale == null) {
        if (total > 0 && lastScale <= part) {
          at = before;
          return total;
        }
        return total + part;
      }
      if (scale >= lastScale) {
        at = before;
        return total;
      }
      at++;
      total += part * scale;
      lastScale = scale;
    }
  }

  /** Also "twelve hundred"; "a" counts as one only before hundred, thousand and so on. */
  private long belowThousand(boolean first) {
    if (words.stand(at, "a") && isScaleWord(words.at(at + 1)) && first) {
      at++;
      if (!words.stand(at, "hundred")) {
        return 1;
      }
      return hundreds(1);
    }
    int start = at;
    long value = belowHundred();
    if (at > start && value > 0 && words.stand(at, "hundred")) {
      return hundreds(value);
    }
    return value;
  }

  private long hundreds(long count) {
    at++;
    int before = at;
    if (words.stand(at, "and")) {
      at++;
    }
    int start = at;
    long rest = belowHundred();
    if (at == start || rest == 0) {
      at = before;
      rest = 0;
    }
    return count * 100L + rest;
  }

  private long belowHundred() {
    Integer small = SMALL.get(words.at(at));
    if (small != null) {
      at++;
      return small;
    }
    Integer tens = TENS.get(words.at(at));
    if (tens == null) {
      return 0;
    }
    at++;
    int unit = digit(at);
    if (unit > 0 && SMALL.containsKey(words.at(at))) {
      at++;
      return (long) tens + unit;
    }
    return tens;
  }

  private BigDecimal fraction(BigDecimal whole) {
    StringBuilder digits = new StringBuilder("0.");
    at++;
    while (digit(at) >= 0 && digits.length() < MAX_DIGITS) {
      digits.append(digit(at));
      at++;
    }
    return whole.add(new BigDecimal(digits.toString()));
  }

  private int digit(int index) {
    String word = words.at(index);
    if (word.length() == 1 && Character.isDigit(word.charAt(0))) {
      return Character.digit(word.charAt(0), 10);
    }
    if (word.equals("oh")) {
      return 0;
    }
    Integer small = SMALL.get(word);
    return small != null && small <= 9 ? small : -1;
  }

  private BigDecimal withHalf(BigDecimal whole) {
    if (words.stand(at, "and", "a", "half")) {
      at += 3;
      return whole.add(new BigDecimal("0.5"));
    }
    if (words.stand(at, "and", "a", "quarter")) {
      at += 3;
      return whole.add(new BigDecimal("0.25"));
    }
    return whole;
  }

  private static boolean isScaleWord(String word) {
    return word.equals("hundred") || SCALES.containsKey(word);
  }
}
