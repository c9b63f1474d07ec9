package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.NumberWords;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Rounds results to what an ear can take. */
final class Quantities {
  private static final int DECIMALS = 4;
  private static final int SMALL_DIGITS = 3;

  private Quantities() {}

  /** Whether nothing is lost by {@link #rounded}. */
  static boolean isExact(BigDecimal value) {
    // 1 / 3 * 3 differs from 1 in the 34th digit: that is no difference to speak of
    BigDecimal near = value.setScale(20, RoundingMode.HALF_UP);
    return rounded(value).compareTo(near) == 0;
  }

  /** To four decimals; numbers below one keep three digits. */
  static BigDecimal rounded(BigDecimal value) {
    BigDecimal rounded = value.setScale(DECIMALS, RoundingMode.HALF_UP);
    return value.abs().compareTo(new BigDecimal("0.1")) < 0
        ? value.round(new MathContext(SMALL_DIGITS, RoundingMode.HALF_UP))
        : rounded;
  }

  static String say(BigDecimal value) {
    return NumberWords.say(rounded(value));
  }
}
