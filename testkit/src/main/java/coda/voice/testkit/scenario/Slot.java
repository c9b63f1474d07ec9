package coda.voice.testkit.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A place in a sentence where a value stands, read and written.
 *
 * @param <T> the value
 */
interface Slot<T> {
  /** Takes the value; on failure the reading stands anywhere. */
  Optional<T> read(Reading reading);

  /** The value as it stands in the sentence, with what separates it from the words before. */
  String write(T value);

  /** What can stand there, for people, with what separates it from the words before. */
  String grammar();

  /** A text in quotes. */
  Slot<String> TEXT =
      of(
          "TEXT",
          reading -> reading.take(Token.Text.class, "a text in quotes").map(Token.Text::text),
          Token::quoted);

  /** A stable code. */
  Slot<String> CODE =
      of(
          "A_CODE",
          reading -> reading.take(Token.Word.class, "A_CODE").map(Token.Word::text),
          code -> code);

  /** Seconds in the sentence, milliseconds as a value. */
  Slot<Long> SECONDS = of("SECONDS", Slot::milliseconds, Slot::seconds);

  /** A whole number from 0. */
  Slot<Integer> COUNT = of("COUNT", Slot::count, String::valueOf);

  /** Any number. */
  Slot<Double> SHARE =
      of(
          "NUMBER",
          reading -> reading.take(Token.Number.class, "a number").map(n -> n.value().doubleValue()),
          share -> new BigDecimal(Double.toString(share)).toPlainString());

  /** On or off. */
  Slot<Boolean> ON_OFF =
      of(
          "on|off",
          reading -> {
            if (reading.takeWord("on")) {
              return Optional.of(true);
            }
            return reading.takeWord("off") ? Optional.of(false) : Optional.empty();
          },
          on -> on ? "on" : "off");

  /** One of an enumeration's names, as words. */
  static <E extends Enum<E>> Slot<E> choice(Class<E> kind) {
    // Longest first: "idle prompt" is not "idle".
    List<E> constants = new ArrayList<>(Arrays.asList(kind.getEnumConstants()));
    constants.sort(Comparator.comparingInt(e -> -e.name().length()));
    return of(
        Arrays.stream(kind.getEnumConstants()).map(Slot::words).collect(Collectors.joining("|")),
        reading ->
            constants.stream().filter(e -> readAll(reading, words(e).split(" "))).findFirst(),
        Slot::words);
  }

  /** Values with commas between them, at least one. */
  static <T> Slot<List<T>> several(Slot<T> each) {
    return new Slot<>() {
      @Override
      public Optional<List<T>> read(Reading reading) {
        Optional<T> first = each.read(reading);
        return first.isEmpty() ? Optional.empty() : Optional.of(readMore(reading, each, first));
      }

      @Override
      public String write(List<T> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(text.isEmpty() ? "" : ",").append(each.write(value)));
        return text.toString();
      }

      @Override
      public String grammar() {
        return each.grammar() + ", …";
      }
    };
  }

  /** Values with commas between them, maybe none. */
  static <T> Slot<List<T>> any(Slot<T> each) {
    Slot<List<T>> some = several(each);
    return new Slot<>() {
      @Override
      public Optional<List<T>> read(Reading reading) {
        int place = reading.place();
        Optional<List<T>> read = some.read(reading);
        if (read.isEmpty()) {
          reading.backTo(place);
        }
        return Optional.of(read.orElse(List.of()));
      }

      @Override
      public String write(List<T> values) {
        return some.write(values);
      }

      @Override
      public String grammar() {
        return " [" + each.grammar().strip() + ", …]";
      }
    };
  }

  /** Values each after a comma, maybe none. */
  static <T> Slot<List<T>> clauses(Slot<T> each) {
    return new Slot<>() {
      @Override
      public Optional<List<T>> read(Reading reading) {
        return Optional.of(readMore(reading, each, Optional.empty()));
      }

      @Override
      public String write(List<T> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(',').append(each.write(value)));
        return text.toString();
      }

      @Override
      public String grammar() {
        return "[," + each.grammar() + " …]";
      }
    };
  }

  private static <T> List<T> readMore(Reading reading, Slot<T> each, Optional<T> first) {
    List<T> values = new ArrayList<>(first.stream().toList());
    int place = reading.place();
    while (reading.takeComma()) {
      Optional<T> next = each.read(reading);
      if (next.isEmpty()) {
        reading.backTo(place);
        return values;
      }
      values.add(next.get());
      place = reading.place();
    }
    return values;
  }

  private static boolean readAll(Reading reading, String[] words) {
    int place = reading.place();
    for (String word : words) {
      if (!reading.takeWord(word)) {
        reading.backTo(place);
        return false;
      }
    }
    return true;
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Optional<Long> milliseconds(Reading reading) {
    Optional<BigDecimal> ms =
        reading.take(Token.Number.class, "seconds").map(n -> n.value().movePointRight(3));
    if (ms.isPresent() && ms.get().stripTrailingZeros().scale() > 0) {
      reading.misfit("seconds with at most three digits after the point");
      return Optional.empty();
    }
    return ms.map(BigDecimal::longValueExact);
  }

  private static String seconds(long ms) {
    BigDecimal seconds = BigDecimal.valueOf(ms, 3).stripTrailingZeros();
    return seconds.setScale(Math.max(1, seconds.scale()), RoundingMode.UNNECESSARY).toPlainString();
  }

  private static Optional<Integer> count(Reading reading) {
    Optional<BigDecimal> number =
        reading.take(Token.Number.class, "a whole number").map(Token.Number::value);
    if (number.isPresent()
        && (number.get().scale() > 0
            || number.get().signum() < 0
            || number.get().precision() > 9)) {
      reading.misfit("a whole number");
      return Optional.empty();
    }
    return number.map(BigDecimal::intValueExact);
  }

  private static <T> Slot<T> of(
      String grammar, Function<Reading, Optional<T>> read, Function<T, String> write) {
    return new Slot<>() {
      @Override
      public Optional<T> read(Reading reading) {
        return read.apply(reading);
      }

      @Override
      public String write(T value) {
        return " " + write.apply(value);
      }

      @Override
      public String grammar() {
        return " " + grammar;
      }
    };
  }
}
