package coda.voice.server.config;

import coda.voice.conversation.ProcessingMode;
import coda.voice.server.config.Layer.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rules between values that are each allowed by themselves. */
final class CrossChecks {
  private static final String TURNS = "conversation.turns.";
  private static final String MODES = "conversation.modes.";
  private static final String MODE = "conversation.mode";
  private static final String DUPLEX_MODEL = "engines.duplex_model";

  private static final List<Order> ORDERS =
      List.of(
          new Order(TURNS + "complete_silence_ms", TURNS + "silence_ms"),
          new Order(TURNS + "silence_ms", TURNS + "incomplete_silence_ms"));

  /** An answer that is still waited for must not have been given up already. */
  private static final List<Order> DUPLEX_ORDERS =
      List.of(
          new Order(MODES + "duplex_wait_ms", TURNS + "first_text_ms"),
          new Order(MODES + "duplex_wait_ms", TURNS + "first_audio_ms"),
          new Order(MODES + "duplex_wait_ms", TURNS + "reply_budget_ms"),
          new Order(MODES + "choice_ms", TURNS + "first_audio_ms"),
          new Order(MODES + "choice_ms", TURNS + "reply_budget_ms"));

  private final Map<String, Object> values;
  private final Map<String, Value> written;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private CrossChecks(Map<String, Object> values, Map<String, Value> written) {
    this.values = values;
    this.written = written;
  }

  private record Order(String lower, String upper) {}

  /**
   * What is wrong between values.
   *
   * @param values those that are allowed by themselves
   * @param written where they come from
   */
  static List<ConfigProblem> of(Map<String, Object> values, Map<String, Value> written) {
    CrossChecks checks = new CrossChecks(values, written);
    checks.silences();
    checks.modes();
    return checks.problems;
  }

  private void silences() {
    for (Order order : ORDERS) {
      if (values.get(order.lower()) instanceof Integer low
          && values.get(order.upper()) instanceof Integer high
          && low > high) {
        problem(
            order, "is " + low + "; allowed is at most " + order.upper() + ", which is " + high);
      }
    }
  }

  private void modes() {
    if (!(values.get(DUPLEX_MODEL) instanceof String duplex)) {
      return;
    }
    if (duplex.equals(EngineName.NONE)) {
      modelIsThere();
    } else {
      waits();
    }
  }

  private void modelIsThere() {
    if (values.get(MODE) instanceof ProcessingMode mode && mode.needsDuplexModel()) {
      problems.add(
          new ConfigProblem(
              MODE,
              "is '%s', which needs a duplex model: run a Moshi server (pip install moshi; python -m"
                      .formatted(mode.name().toLowerCase(Locale.ROOT))
                  + " moshi.server; see docs/moshi.md) and set engines.duplex_model to moshi",
              origin(MODE)));
    }
  }

  private void waits() {
    for (Order order : DUPLEX_ORDERS) {
      if (values.get(order.lower()) instanceof Integer low
          && values.get(order.upper()) instanceof Integer high
          && low >= high) {
        problem(
            order, "is " + low + "; allowed is less than " + order.upper() + ", which is " + high);
      }
    }
  }

  private void problem(Order order, String message) {
    String key = written.containsKey(order.lower()) ? order.lower() : order.upper();
    problems.add(new ConfigProblem(order.lower(), message, origin(key)));
  }

  private String origin(String key) {
    Value set = written.get(key);
    return set == null ? "default" : set.origin();
  }
}
