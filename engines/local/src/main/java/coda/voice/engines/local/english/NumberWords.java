package coda.voice.engines.local.english;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Says numbers in words, as a synthesiser reads them best. */
public final class NumberWords {
  private static final String[] SMALL = {
    "zero",
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
    "nineteen"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final String[] ORDINALS = {
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth"
  };
  private static final String[] SCALES = {
    "", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"
  };

  /** The size from which on numbers are not said any more. */
  private static final BigDecimal TOO_LARGE = new BigDecimal("1e18");

  /** The size below which decimals would be a long row of zeros. */
  private static final BigDecimal TOO_SMALL = new BigDecimal("1e-6");

  private NumberWords() {}

  /**
   * A whole number: "one hundred and twenty-three".
   *
   * @param number any
   */
  public static String say(long number) {
    if (number < 0) {
      return number == Long.MIN_VALUE ? say(BigDecimal.valueOf(number)) : "minus " + say(-number);
    }
    if (number < 1000) {
      return belowThousand((int) number, true);
    }
    StringBuilder words = new StringBuilder();
    int scale = SCALES.length - 1;
    long size = 1_000_000_000_000_000_000L;
    long rest = number;
    while (scale > 0) {
      long part = rest / size;
      if (part > 0) {
        words.append(words.isEmpty() ? "" : " ");
        words.append(belowThousand((int) part, false)).append(SCALES[scale]);
        rest %= size;
      }
      size /= 1000;
      scale--;
    }
    if (rest > 0) {
      words.append(rest < 100 ? " and " : " ").append(belowThousand((int) rest, true));
    }
    return words.toString();
  }

  /**
   * A decimal number: "minus three point one four".
   *
   * @param number any; from a quintillion on and below a millionth its order of magnitude is said
   */
  public static String say(BigDecimal number) {
    if (number.signum() < 0) {
      return "minus " + say(number.negate());
    }
    boolean tooSmall = number.signum() > 0 && number.compareTo(TOO_SMALL) < 0;
    if (number.compareTo(TOO_LARGE) >= 0 || tooSmall) {
      int power = number.precision() - number.scale() - 1;
      BigDecimal lead = number.movePointLeft(power).setScale(2, RoundingMode.HALF_UP);
      return "about " + say(lead) + " times ten to the power of " + say(power);
    }
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    String whole = say(plain.longValue());
    if (plain.scale() <= 0) {
      return whole;
    }
    StringBuilder words = new StringBuilder(whole).append(" point");
    String text = plain.toPlainString();
    for (char digit : text.substring(text.indexOf('.') + 1).toCharArray()) {
      words.append(' ').append(SMALL[digit - '0']);
    }
    return words.toString();
  }

  /**
   * A place in an order: "twenty-third".
   *
   * @param number 1 to 99
   */
  public static String ordinal(int number) {
    if (number < 1 || number > 99) {
      throw new IllegalArgumentException("ordinals are said from 1 to 99, not " + number);
    }
    if (number < ORDINALS.length) {
      return ORDINALS[number];
    }
    if (number < 20) {
      return SMALL[number] + "th";
    }
    String tens = TENS[number / 10];
    return number % 10 == 0
        ? tens.substring(0, tens.length() - 1) + "ieth"
        : tens + "-" + ORDINALS[number % 10];
  }

  /**
   * A year: "twenty twenty-six", "two thousand and five", "nineteen oh four".
   *
   * @param year 1000 to 9999 are read as years, others as numbers
   */
  public static String year(int year) {
    int century = year / 100;
    int rest = year % 100;
    if (year < 1000 || year > 9999 || (century % 10 == 0 && rest < 10)) {
      return say(year);
    }
    String end =
        rest == 0 ? "hundred" : rest < 10 ? "oh " + SMALL[rest] : belowThousand(rest, false);
    return belowThousand(century, false) + " " + end;
  }

  private static String belowThousand(int number, boolean and) {
    if (number < 20) {
      return SMALL[number];
    }
    if (number < 100) {
      return TENS[number / 10] + (number % 10 == 0 ? "" : "-" + SMALL[number % 10]);
    }
    String hundreds = SMALL[number / 100] + " hundred";
    return number % 100 == 0
        ? hundreds
        : hundreds + (and ? " and " : " ") + belowThousand(number % 100, and);
  }
}
