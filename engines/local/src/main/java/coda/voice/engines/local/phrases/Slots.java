package coda.voice.engines.local.phrases;

import coda.voice.engines.local.english.Dimension;
import coda.voice.engines.local.english.Durations;
import coda.voice.engines.local.english.Expression;
import coda.voice.engines.local.english.ExpressionReader;
import coda.voice.engines.local.english.NumberReader;
import coda.voice.engines.local.english.Reading;
import coda.voice.engines.local.english.Unit;
import coda.voice.engines.local.english.Units;
import coda.voice.engines.local.english.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The slots that phrases may use. */
public final class Slots {
  /** A number: "twelve", "3.5". */
  public static final Slot<BigDecimal> NUMBER =
      new ReadSlot<>(
          "number",
          BigDecimal.class,
          NumberReader::read,
          NumberReader::readMisheard,
          "<whole> | (a | one | two | five) hundred",
          numberExamples());

  /** A sum: "twelve times seven", "(3+4)*2". */
  public static final Slot<Expression> EXPRESSION =
      new ReadSlot<>(
          "expression",
          Expression.class,
          ExpressionReader::read,
          (words, from) -> Optional.empty(),
          "(<number> (plus | minus | times | multiplied by | divided by | percent of)"
              + " | the square root of) <number>",
          expressionExamples());

  /** A length of time: "an hour and a half". */
  public static final Slot<Duration> DURATION =
      new ReadSlot<>(
          "duration",
          Duration.class,
          Durations::read,
          Durations::readMisheard,
          "(<whole> | two and a half) (seconds | minutes | minute | hours)"
              + " | a minute | (an | one) hour [and a half] | half an hour",
          List.of(
              "ten minutes",
              "five minutes",
              "one minute",
              "a minute",
              "two minutes",
              "three minutes",
              "eight minutes",
              "fifteen minutes",
              "twenty minutes",
              "twenty five minutes",
              "thirty minutes",
              "forty five minutes",
              "half an hour",
              "an hour",
              "one hour",
              "an hour and a half",
              "two hours",
              "two and a half minutes",
              "ninety seconds",
              "thirty seconds",
              "sixty seconds",
              "ten seconds",
              "a quarter of an hour",
              "one hour and twenty minutes"));

  /** A unit of measure: "miles per hour". */
  public static final Slot<Unit> UNIT =
      unit(
          "unit",
          List.of(Dimension.values()),
          List.of("miles", "kilometers", "meters", "feet", "inches", "centimeters", "yards"));

  private static final List<Slot<Unit>> UNITS_BY_DIMENSION =
      List.of(
          unit(
              "length",
              List.of(Dimension.LENGTH),
              List.of(
                  "miles",
                  "kilometers",
                  "meters",
                  "feet",
                  "inches",
                  "centimeters",
                  "yards",
                  "mile",
                  "foot",
                  "inch",
                  "meter",
                  "kilometer")),
          unit(
              "mass",
              List.of(Dimension.MASS),
              List.of("pounds", "kilograms", "grams", "ounces", "pound", "kilogram", "ton")),
          unit(
              "volume",
              List.of(Dimension.VOLUME),
              List.of("gallons", "liters", "cups", "quarts", "pints", "gallon", "liter", "cup")),
          unit(
              "temperature",
              List.of(Dimension.TEMPERATURE),
              List.of("celsius", "fahrenheit", "degrees celsius", "degrees fahrenheit")),
          unit(
              "time",
              List.of(Dimension.TIME),
              List.of(
                  "seconds", "minutes", "hours", "days", "weeks", "minute", "hour", "day", "week",
                  "year")));

  /** Things for a shopping list: "milk and eggs". */
  public static final Slot<String> ITEM =
      new OpenSlot("item", 14, "<thing> [[and] <thing>]", Vocabulary.shopping());

  /** A person's name. */
  public static final Slot<String> NAME =
      new OpenSlot("name", 3, String.join(" | ", Vocabulary.NAMES), Vocabulary.NAMES);

  /** Something to remember: "my name is anna". */
  public static final Slot<String> FACT =
      new OpenSlot(
          "fact",
          20,
          "my name is <name> | my favorite color is <color> | my birthday is in <month>",
          Vocabulary.facts());

  /** What a remembered fact is about: "name", "favorite color". */
  public static final Slot<String> KEY =
      new OpenSlot("key", 5, String.join(" | ", Vocabulary.KEYS), Vocabulary.KEYS);

  /** A timer's name: "pasta". */
  public static final Slot<String> LABEL =
      new OpenSlot("label", 3, String.join(" | ", Vocabulary.LABELS), Vocabulary.LABELS);

  /** 0 to 99; a helper of other slots' grammars. */
  static final Slot<BigDecimal> WHOLE =
      new ReadSlot<>(
          "whole",
          BigDecimal.class,
          NumberReader::read,
          (words, from) -> Optional.empty(),
          "<digit> | ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen"
              + " | eighteen | nineteen"
              + " | (twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety) [<digit>]",
          numberExamples());

  /** One thing for a shopping list: "milk". */
  public static final Slot<String> THING =
      new OpenSlot("thing", 3, String.join(" | ", Vocabulary.THINGS), Vocabulary.THINGS);

  private static final Slot<String> DIGIT =
      words(
          "digit", List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"));

  private static final List<Slot<?>> ALL =
      List.of(
          NUMBER,
          EXPRESSION,
          DURATION,
          UNIT,
          ITEM,
          NAME,
          FACT,
          KEY,
          LABEL,
          WHOLE,
          DIGIT,
          THING,
          words("color", Vocabulary.COLORS),
          words("month", Vocabulary.MONTHS));

  /** Shorter names of units are too easily other words. */
  private static final int LONG_UNIT = 5;

  private Slots() {}

  /**
   * A slot by its name.
   *
   * @param name without the angle brackets
   */
  static Optional<Slot<?>> named(String name) {
    List<Slot<?>> all = new ArrayList<>(ALL);
    all.addAll(UNITS_BY_DIMENSION);
    return all.stream()
        .filter(slot -> slot.name().equals(name))
        .<Slot<?>>map(slot -> slot)
        .findFirst();
  }

  private static Slot<Unit> unit(String name, List<Dimension> dimensions, List<String> names) {
    Predicate<Reading<Unit>> fits = unit -> dimensions.contains(unit.value().dimension());
    return new ReadSlot<>(
        name,
        Unit.class,
        (words, from) -> Units.read(words, from).filter(fits),
        (words, from) -> mistypedUnit(words, from).filter(fits),
        String.join(" | ", names),
        names);
  }

  private static Optional<Reading<Unit>> mistypedUnit(Words words, int from) {
    return Units.names().stream()
        .filter(name -> name.length() >= LONG_UNIT && Spelling.mayBeSlip(name, words.at(from)))
        .findFirst()
        .flatMap(name -> Units.read(Words.of(name), 0))
        .map(unit -> new Reading<>(unit.value(), from + 1));
  }

  private static Slot<String> words(String name, List<String> words) {
    return new OpenSlot(name, 1, String.join(" | ", words), words);
  }

  private static List<String> numberExamples() {
    return List.of(
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "twenty one",
        "twenty four",
        "thirty",
        "thirty two",
        "forty",
        "forty six",
        "fifty",
        "fifty three",
        "sixty",
        "sixty five",
        "seventy",
        "seventy seven",
        "eighty",
        "eighty nine",
        "ninety",
        "ninety eight",
        "one hundred",
        "two hundred",
        "one hundred and forty four",
        "three point five",
        "two point five",
        "minus five");
  }

  private static List<String> expressionExamples() {
    List<String> examples = new ArrayList<>();
    List<String> numbers = numberExamples();
    List<String> signs =
        List.of("plus", "minus", "times", "divided by", "multiplied by", "percent of");
    for (int i = 0; i < numbers.size(); i++) {
      String other = numbers.get((i * 17 + 5) % numbers.size());
      examples.add(numbers.get(i) + " " + signs.get(i % signs.size()) + " " + other);
    }
    examples.addAll(
        List.of(
            "the square root of sixteen",
            "the square root of eighty one",
            "square root of nine",
            "seven squared",
            "twelve squared"));
    return examples;
  }
}
