package coda.voice.server.config;

import coda.voice.server.config.Layer.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules between values that are each allowed by themselves. */
final class CrossChecks {
  private static final List<Order> ORDERS =
      List.of(
          new Order("conversation.turns.complete_silence_ms", "conversation.turns.silence_ms"),
          new Order("conversation.turns.silence_ms", "conversation.turns.incomplete_silence_ms"));

  private CrossChecks() {}

  private record Order(String lower, String upper) {}

  /**
   * What is wrong between values.
   *
   * @param values those that are allowed by themselves
   * @param written where they come from
   */
  static List<ConfigProblem> of(Map<String, Object> values, Map<String, Value> written) {
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
}
