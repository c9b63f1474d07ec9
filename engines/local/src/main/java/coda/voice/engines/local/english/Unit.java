package coda.voice.engines.local.english;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A unit of measure.
 *
 * @param one its name for one, for example {@code foot}
 * @param many its name for several, for example {@code feet}
 * @param dimension what it measures
 * @param factor how many base units one of it is (meter, kilogram, liter, kelvin, meter per second,
 *     second, square meter)
 * @param offset base units at its zero: only temperatures have one
 */
public record Unit(
    String one, String many, Dimension dimension, BigDecimal factor, BigDecimal offset) {

  /**
   * Converts a quantity.
   *
   * @param amount of this unit
   * @param target of the same dimension
   * @throws IllegalArgumentException when the dimensions differ
   */
  public BigDecimal convert(BigDecimal amount, Unit target) {
    if (dimension != target.dimension) {
      throw new IllegalArgumentException(one + " and " + target.one + " measure different things");
    }
    BigDecimal base = amount.multiply(factor).add(offset);
    return base.subtract(target.offset).divide(target.factor, MathContext.DECIMAL128);
  }

  /**
   * Its name for a number of it.
   *
   * @param amount how many
   */
  public String name(BigDecimal amount) {
    return amount.abs().compareTo(BigDecimal.ONE) == 0 ? one : many;
  }
}
