package coda.voice.server.config;

import coda.voice.server.config.Layer.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules between values that are each allowed by themselves. */
final class CrossChecks {
  private static final List<Order> ORDERS =
      List.of(
          new Order("conversation.turns.complete_silence_ms", "conversation.turns.silence_ms"),
          new Order("conversation.turns.silence_ms", "conversation.turns.incomplete_silence_ms"),
          new Order("engines.breaker.failures", "engines.breaker.window"));

  /** What the key of a role's fallbacks ends with. */
  static final String FALLBACKS = "_fallbacks";

  private static final List<String> WITH_FALLBACKS =
      List.of("engines.recognizer", "engines.synthesizer", LanguageModelTimes.MODEL);

  private CrossChecks() {}

  private record Order(String lower, String upper) {}

  /**
   * What is wrong between values.
   *
   * @param values those that are allowed by themselves
   * @param written where they come from
   * @param engineSettings the engines' own settings, by engine
   */
  static List<ConfigProblem> of(
      Map<String, Object> values,
      Map<String, Value> written,
      Map<String, Map<String, String>> engineSettings) {
    List<ConfigProblem> problems = new ArrayList<>(orders(values, written));
    WITH_FALLBACKS.forEach(role -> problems.addAll(fallbacks(role, values, written)));
    problems.addAll(SecurityChecks.check(values, written));
    problems.addAll(GateChecks.check(values, written));
    problems.addAll(TlsChecks.check(values, written));
    problems.addAll(McpChecks.check(values, written));
    problems.addAll(ModeChecks.check(values, written));
    problems.addAll(LanguageModelTimes.check(values, written, engineSettings));
    return problems;
  }

  private static List<ConfigProblem> orders(
      Map<String, Object> values, Map<String, Value> written) {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Order order : ORDERS) {
      if (values.get(order.lower()) instanceof Integer low
          && values.get(order.upper()) instanceof Integer high
          && low > high) {
        Value set = written.getOrDefault(order.lower(), written.get(order.upper()));
        problems.add(
            new ConfigProblem(
                order.lower(),
                "is " + low + "; allowed is at most " + order.upper() + ", which is " + high,
                set == null ? "default" : set.origin()));
      }
    }
    return problems;
  }

  /** An engine cannot take over from itself, nor twice. */
  private static List<ConfigProblem> fallbacks(
      String role, Map<String, Object> values, Map<String, Value> written) {
    String key = role + FALLBACKS;
    if (!(values.get(key) instanceof List<?> names) || values.get(role) == null) {
      return List.of();
    }
    Object chosen = values.get(role);
    String why =
        names.contains(chosen)
            ? "names '" + chosen + "', which is " + role + " itself"
            : Set.copyOf(names).size() < names.size() ? "names an engine twice" : "";
    if (why.isEmpty()) {
      return List.of();
    }
    Value set = written.get(key);
    return List.of(
        new ConfigProblem(
            key,
            why + "; allowed is every other engine of its kind, once",
            set == null ? "default" : set.origin()));
  }
}
