package coda.voice.engines.kyutai.moshi;

import coda.voice.engine.EngineContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.StringJoiner;

/** The sampling parameters that the Rust backend takes in the query; the others ignore them. */
final class MoshiSampling {
  private static final BigInteger LARGEST_SEED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private static final String PENALTY = "repetition_penalty";
  private static final String PENALTY_CONTEXT = "repetition_penalty_context";

  private static final List<Parameter> PARAMETERS =
      List.of(
          decimal("text_temperature", "0", "5"),
          whole("text_topk", 1, 32_000),
          decimal("audio_temperature", "0", "5"),
          whole("audio_topk", 1, 2_048),
          new Parameter("text_seed", true, BigDecimal.ZERO, new BigDecimal(LARGEST_SEED)),
          new Parameter("audio_seed", true, BigDecimal.ZERO, new BigDecimal(LARGEST_SEED)),
          whole("max_steps", 125, 4_500),
          decimal("pad_mult", "-10", "10"),
          whole(PENALTY_CONTEXT, 1, 10_000),
          decimal(PENALTY, "0.1", "10"));

  private MoshiSampling() {}

  /**
   * One parameter.
   *
   * @param key its name, in the settings and in the query
   * @param whole whether it has no fraction
   * @param min the least value
   * @param max the largest value
   */
  private record Parameter(String key, boolean whole, BigDecimal min, BigDecimal max) {
    String checked(String text) {
      try {
        BigDecimal value = new BigDecimal(text.strip());
        if (value.compareTo(min) >= 0
            && value.compareTo(max) <= 0
            && (!whole || value.stripTrailingZeros().scale() <= 0)) {
          return whole ? value.toBigIntegerExact().toString() : value.toPlainString();
        }
      } catch (NumberFormatException notANumber) {
        // reported below, with the same words as a number out of range
      }
      throw MoshiSettings.invalid(
          key,
          text,
          (whole ? "a whole number from " : "a number from ")
              + min.toPlainString()
              + " to "
              + max.toPlainString());
    }
  }

  private static Parameter whole(String key, long min, long max) {
    return new Parameter(key, true, BigDecimal.valueOf(min), BigDecimal.valueOf(max));
  }

  private static Parameter decimal(String key, String min, String max) {
    return new Parameter(key, false, new BigDecimal(min), new BigDecimal(max));
  }

  /** The query of what is set, or empty when nothing is. */
  static String query(EngineContext context) {
    StringJoiner query = new StringJoiner("&");
    for (Parameter parameter : PARAMETERS) {
      context
          .setting(parameter.key())
          .ifPresent(text -> query.add(parameter.key() + "=" + parameter.checked(text)));
    }
    both(context, PENALTY, PENALTY_CONTEXT);
    both(context, PENALTY_CONTEXT, PENALTY);
    return query.toString();
  }

  private static void both(EngineContext context, String key, String other) {
    if (context.setting(key).isPresent() && context.setting(other).isEmpty()) {
      throw MoshiSettings.invalid(
          key, context.setting(key).get(), "to set it together with " + other + ", or not at all");
    }
  }
}
