package coda.voice.engines.local.english;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.UnaryOperator;

/** A sum to work out, in exact decimal arithmetic with 34 digits. */
public sealed interface Expression {
  /** Results from this size on are not worked out. */
  BigDecimal LARGEST = new BigDecimal("1e30");

  /**
   * The result.
   *
   * @throws NoResultException with a sentence to be spoken, when there is none
   */
  BigDecimal value();

  /** The sum in spoken words. */
  String spoken();

  /**
   * A number.
   *
   * @param value it
   */
  record Plain(BigDecimal value) implements Expression {
    @Override
    public String spoken() {
      return NumberWords.say(value);
    }
  }

  /**
   * One sum from two.
   *
   * @param left the first
   * @param sign what to do
   * @param right the second
   */
  record Pair(Expression left, Sign sign, Expression right) implements Expression {
    @Override
    public BigDecimal value() {
      return bounded(sign.apply(left.value(), right.value()));
    }

    @Override
    public String spoken() {
      return left.spoken() + " " + sign.spoken + " " + right.spoken();
    }
  }

  /**
   * One sum from one.
   *
   * @param shape how it is said; {@code %s} is what it is of
   * @param operation what to do
   * @param of what it is of
   */
  record Single(String shape, UnaryOperator<BigDecimal> operation, Expression of)
      implements Expression {
    @Override
    public BigDecimal value() {
      return bounded(operation.apply(of.value()));
    }

    @Override
    public String spoken() {
      return shape.formatted(of.spoken());
    }
  }

  /** What is done with two numbers. */
  enum Sign {
    /** a + b. */
    PLUS("plus"),
    /** a - b. */
    MINUS("minus"),
    /** a × b. */
    TIMES("times"),
    /** a ÷ b. */
    DIVIDED_BY("divided by"),
    /** a hundredths of b. */
    PERCENT_OF("percent of"),
    /** a to the b. */
    TO_THE_POWER_OF("to the power of");

    private static final int LARGEST_POWER = 100;

    private final String spoken;

    Sign(String spoken) {
      this.spoken = spoken;
    }

    private BigDecimal apply(BigDecimal a, BigDecimal b) {
      MathContext digits = MathContext.DECIMAL128;
      return switch (this) {
        case PLUS -> a.add(b, digits);
        case MINUS -> a.subtract(b, digits);
        case TIMES -> a.multiply(b, digits);
        case DIVIDED_BY -> {
          if (b.signum() == 0) {
            throw new NoResultException("Nothing can be divided by zero.");
          }
          yield a.divide(b, digits);
        }
        case PERCENT_OF -> a.multiply(b, digits).movePointLeft(2);
        case TO_THE_POWER_OF -> power(a, b);
      };
    }

    private static BigDecimal power(BigDecimal a, BigDecimal b) {
      boolean whole = b.stripTrailingZeros().scale() <= 0;
      if (!whole || b.abs().compareTo(BigDecimal.valueOf(LARGEST_POWER)) > 0) {
        throw new NoResultException("I only work out whole powers up to one hundred.");
      }
      if (a.signum() == 0 && b.signum() < 0) {
        throw new NoResultException("Nothing can be divided by zero.");
      }
      return a.pow(b.intValueExact(), MathContext.DECIMAL128);
    }
  }

  private static BigDecimal bounded(BigDecimal value) {
    if (value.abs().compareTo(LARGEST) > 0) {
      throw new NoResultException("That number is too large for me.");
    }
    return value;
  }
}
