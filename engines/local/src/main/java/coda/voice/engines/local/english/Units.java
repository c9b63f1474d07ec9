package coda.voice.engines.local.english;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The units that can be converted. Factors are exact by definition: the international yard and
 * pound of 1959, US liquid measure (gallon of 231 cubic inches), the nautical mile of 1852 m.
 */
public final class Units {
  private static final BigDecimal KELVIN = new BigDecimal("273.15");

  private static final Map<String, Unit> BY_NAME = new LinkedHashMap<>();
  private static final List<String> SPOKEN = new ArrayList<>();
  private static final int LONGEST_NAME = 3;

  static {
    add(Dimension.LENGTH, "1", "meter", "meters", "m", "metre", "metres");
    add(
        Dimension.LENGTH,
        "1000",
        "kilometer",
        "kilometers",
        "km",
        "kilometre",
        "kilometres",
        "kms");
    add(Dimension.LENGTH, "0.01", "centimeter", "centimeters", "cm", "centimetre", "centimetres");
    add(Dimension.LENGTH, "0.001", "millimeter", "millimeters", "mm", "millimetre", "millimetres");
    add(Dimension.LENGTH, "1609.344", "mile", "miles", "mi");
    add(Dimension.LENGTH, "0.9144", "yard", "yards", "yd", "yds");
    add(Dimension.LENGTH, "0.3048", "foot", "feet", "ft");
    add(Dimension.LENGTH, "0.0254", "inch", "inches", "in");
    add(Dimension.LENGTH, "1852", "nautical mile", "nautical miles");
    add(Dimension.MASS, "1", "kilogram", "kilograms", "kg", "kilo", "kilos", "kgs");
    add(Dimension.MASS, "0.001", "gram", "grams", "g", "gramme", "grammes");
    add(Dimension.MASS, "0.000001", "milligram", "milligrams", "mg");
    add(Dimension.MASS, "1000", "metric ton", "metric tons", "tonne", "tonnes");
    add(Dimension.MASS, "907.18474", "ton", "tons");
    add(Dimension.MASS, "0.45359237", "pound", "pounds", "lb", "lbs");
    add(Dimension.MASS, "0.028349523125", "ounce", "ounces", "oz");
    add(Dimension.MASS, "6.35029318", "stone", "stones");
    add(Dimension.VOLUME, "1", "liter", "liters", "l", "litre", "litres");
    add(Dimension.VOLUME, "0.001", "milliliter", "milliliters", "ml", "millilitre", "millilitres");
    add(Dimension.VOLUME, "0.1", "deciliter", "deciliters", "dl");
    add(Dimension.VOLUME, "3.785411784", "gallon", "gallons", "gal");
    add(Dimension.VOLUME, "0.946352946", "quart", "quarts", "qt");
    add(Dimension.VOLUME, "0.473176473", "pint", "pints", "pt");
    add(Dimension.VOLUME, "0.2365882365", "cup", "cups");
    add(Dimension.VOLUME, "0.0295735295625", "fluid ounce", "fluid ounces", "floz");
    add(Dimension.VOLUME, "0.01478676478125", "tablespoon", "tablespoons", "tbsp");
    add(Dimension.VOLUME, "0.00492892159375", "teaspoon", "teaspoons", "tsp");
    temperature("1", KELVIN, "degree Celsius", "degrees Celsius", "celsius", "c", "centigrade");
    temperature(
        "0.5555555555555555555555555555555556",
        KELVIN.subtract(new BigDecimal("160").divide(new BigDecimal("9"), MathContext.DECIMAL128)),
        "degree Fahrenheit",
        "degrees Fahrenheit",
        "fahrenheit",
        "f");
    temperature("1", BigDecimal.ZERO, "kelvin", "kelvin", "k");
    add(Dimension.SPEED, "1", "meter per second", "meters per second", "metres per second");
    add(
        Dimension.SPEED,
        "0.2777777777777777777777777777777778",
        "kilometer per hour",
        "kilometers per hour",
        "kilometres per hour",
        "kph",
        "kmh",
        "km / h");
    add(Dimension.SPEED, "0.44704", "mile per hour", "miles per hour", "mph");
    add(Dimension.SPEED, "0.5144444444444444444444444444444444", "knot", "knots");
    add(Dimension.TIME, "1", "second", "seconds", "sec", "secs", "s");
    add(Dimension.TIME, "60", "minute", "minutes", "min", "mins");
    add(Dimension.TIME, "3600", "hour", "hours", "h", "hrs");
    add(Dimension.TIME, "86400", "day", "days");
    add(Dimension.TIME, "604800", "week", "weeks");
    add(Dimension.TIME, "31556952", "year", "years");
    add(Dimension.AREA, "1", "square meter", "square meters", "square metres", "sqm");
    add(Dimension.AREA, "1000000", "square kilometer", "square kilometers", "square kilometres");
    add(Dimension.AREA, "0.09290304", "square foot", "square feet", "sqft");
    add(Dimension.AREA, "0.83612736", "square yard", "square yards");
    add(Dimension.AREA, "2589988.110336", "square mile", "square miles");
    add(Dimension.AREA, "4046.8564224", "acre", "acres");
    add(Dimension.AREA, "10000", "hectare", "hectares", "ha");
  }

  private Units() {}

  /**
   * Reads the longest unit that begins at a word: "miles per hour", "degrees Fahrenheit", "° f".
   *
   * @param words the text
   * @param from index of its first word
   */
  public static Optional<Reading<Unit>> read(Words words, int from) {
    int start = words.stand(from, "°") || isDegree(words, from) ? from + 1 : from;
    for (int length = LONGEST_NAME; length >= 1; length--) {
      int end = start + length;
      if (end <= words.size()) {
        Unit unit = BY_NAME.get(String.join(" ", words.list().subList(start, end)));
        if (unit != null) {
          return Optional.of(new Reading<>(unit, end));
        }
      }
    }
    return Optional.empty();
  }

  /** The full names, one and many. */
  public static List<String> spokenNames() {
    return List.copyOf(SPOKEN);
  }

  /** All names, one and many and short forms. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  private static boolean isDegree(Words words, int at) {
    return words.stand(at, "degrees") || words.stand(at, "degree");
  }

  private static void add(
      Dimension dimension, String factor, String one, String many, String... others) {
    register(new Unit(one, many, dimension, new BigDecimal(factor), BigDecimal.ZERO), others);
  }

  private static void temperature(
      String factor, BigDecimal zero, String one, String many, String... others) {
    register(new Unit(one, many, Dimension.TEMPERATURE, new BigDecimal(factor), zero), others);
  }

  private static void register(Unit unit, String... others) {
    BY_NAME.put(unit.one().toLowerCase(Locale.ROOT), unit);
    BY_NAME.put(unit.many().toLowerCase(Locale.ROOT), unit);
    for (String other : others) {
      BY_NAME.put(other, unit);
    }
    SPOKEN.add(unit.many());
    if (!unit.one().equals(unit.many())) {
      SPOKEN.add(unit.one());
    }
    if (unit.dimension() == Dimension.TEMPERATURE && !unit.one().equals(unit.many())) {
      SPOKEN.add(others[0]);
    }
  }
}
