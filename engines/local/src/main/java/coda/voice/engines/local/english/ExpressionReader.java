package coda.voice.engines.local.english;

import coda.voice.engines.local.english.Expression.Pair;
import coda.voice.engines.local.english.Expression.Plain;
import coda.voice.engines.local.english.Expression.Sign;
import coda.voice.engines.local.english.Expression.Single;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Reads sums from words or signs: "twelve times seven", "(3+4)*2", "15% of 80". Multiplication
 * binds more than addition. A number alone is no sum.
 */
public final class ExpressionReader {
  private static final int DEEPEST = 20;

  private final Words words;
  private int at;
  private int depth;

  private ExpressionReader(Words words, int at) {
    this.words = words;
    this.at = at;
  }

  /**
   * Reads the longest sum that begins at a word.
   *
   * @param words the text
   * @param from index of its first word
   */
  public static Optional<Reading<Expression>> read(Words words, int from) {
    ExpressionReader reader = new ExpressionReader(words, from);
    return reader.sum().filter(e -> !(e instanceof Plain)).map(e -> new Reading<>(e, reader.at));
  }

  private Optional<Expression> sum() {
    Optional<Expression> left = product();
    while (left.isPresent()) {
      int before = at;
      Sign sign =
          take("plus") || take("+") ? Sign.PLUS : take("minus") || take("-") ? Sign.MINUS : null;
      Optional<Expression> right = sign == null ? Optional.empty() : product();
      if (sign == null || right.isEmpty()) {
        at = before;
        return left;
      }
      left = Optional.of(new Pair(left.get(), sign, right.get()));
    }
    return left;
  }

  private Optional<Expression> product() {
    Optional<Expression> left = factor();
    while (left.isPresent()) {
      int before = at;
      Optional<Sign> sign = productSign();
      Optional<Expression> right = sign.isEmpty() ? Optional.empty() : factor();
      if (right.isEmpty()) {
        at = before;
        return left;
      }
      left = Optional.of(new Pair(left.get(), sign.get(), right.get()));
    }
    return left;
  }

  private Optional<Sign> productSign() {
    if (take("times") || take("*") || take("x") || take("×") || take("multiplied", "by")) {
      return Optional.of(Sign.TIMES);
    }
    if (take("divided", "by") || take("/") || take("÷") || take("over")) {
      return Optional.of(Sign.DIVIDED_BY);
    }
    if (take("percent", "of") || take("per", "cent", "of") || take("%", "of")) {
      return Optional.of(Sign.PERCENT_OF);
    }
    return Optional.empty();
  }

  private Optional<Expression> factor() {
    Optional<Expression> base = primary();
    if (base.isEmpty()) {
      return base;
    }
    if (take("squared")) {
      return Optional.of(new Single("%s squared", v -> v.multiply(v, digits()), base.get()));
    }
    if (take("cubed")) {
      return Optional.of(new Single("%s cubed", v -> v.pow(3, digits()), base.get()));
    }
    int before = at;
    if (take("^") || take("to", "the", "power", "of") || take("to", "the", "power")) {
      Optional<Expression> exponent = factor();
      if (exponent.isPresent()) {
        return Optional.of(new Pair(base.get(), Sign.TO_THE_POWER_OF, exponent.get()));
      }
      at = before;
    }
    return base;
  }

  private Optional<Expression> primary() {
    if (++depth > DEEPEST) {
      depth--;
      return Optional.empty();
    }
    try {
      return primaryWithin();
    } finally {
      depth--;
    }
  }

  private Optional<Expression> primaryWithin() {
    int before = at;
    if (take("(")) {
      Optional<Expression> inside = sum();
      if (inside.isPresent() && take(")")) {
        return inside;
      }
      at = before;
      return Optional.empty();
    }
    if (take("the", "square", "root", "of")
        || take("square", "root", "of")
        || take("the", "root", "of")) {
      Optional<Expression> of = primary();
      if (of.isPresent()) {
        return Optional.of(new Single("the square root of %s", ExpressionReader::root, of.get()));
      }
      at = before;
      return Optional.empty();
    }
    if (take("half", "of")) {
      return primary()
          .map(of -> new Single("half of %s", v -> v.multiply(new BigDecimal("0.5")), of));
    }
    Optional<Reading<BigDecimal>> number = NumberReader.read(words, at);
    if (number.isPresent()) {
      at = number.get().end();
      return Optional.of(new Plain(number.get().value()));
    }
    if (take("-") || take("minus") || take("negative")) {
      Optional<Expression> of = primary();
      if (of.isPresent()) {
        return Optional.of(new Single("minus %s", BigDecimal::negate, of.get()));
      }
      at = before;
    }
    return Optional.empty();
  }

  private boolean take(String... expected) {
    if (!words.stand(at, expected)) {
      return false;
    }
    at += expected.length;
    return true;
  }

  private static BigDecimal root(BigDecimal of) {
    if (of.signum() < 0) {
      throw new NoResultException("A negative number has no real square root.");
    }
    return of.sqrt(digits());
  }

  private static MathContext digits() {
    return MathContext.DECIMAL128;
  }
}
