package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.Dimension;
import coda.voice.engines.local.english.NumberWords;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Rounds results to what an ear can take. */
final class Quantities {
  private static final int DECIMALS = 4;
  private static final int SMALL_DIGITS = 3;

  private Quantities() {}

  /** Whether rounding changed nothing that anybody would notice. */
  static boolean isExact(BigDecimal value, BigDecimal rounded) {
    // 1 / 3 * 3 differs from 1 in the 34th digit: that is no difference to speak of
    return rounded.compareTo(value.setScale(20, RoundingMode.HALF_UP)) == 0;
  }

  /** To four decimals; numbers below one keep three digits. */
  static BigDecimal rounded(BigDecimal value) {
    BigDecimal rounded = value.setScale(DECIMALS, RoundingMode.HALF_UP);
    return value.abs().compareTo(new BigDecimal("0.1")) < 0
        ? value.round(new MathContext(SMALL_DIGITS, RoundingMode.HALF_UP))
        : rounded;
  }

  /**
   * To two decimals, which is enough for kitchen and road, and one for temperatures; small numbers
   * as {@link #rounded}.
   */
  static BigDecimal roundedMeasure(BigDecimal value, Dimension dimension) {
    if (dimension == Dimension.TEMPERATURE) {
      return value.setScale(1, RoundingMode.HALF_UP);
    }
    return value.abs().compareTo(BigDecimal.ONE) < 0
        ? rounded(value)
        : value.setScale(2, RoundingMode.HALF_UP);
  }

  static String say(BigDecimal value) {
    return NumberWords.say(rounded(value));
  }
}
