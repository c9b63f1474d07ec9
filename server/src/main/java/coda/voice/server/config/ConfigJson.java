package coda.voice.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations as plain maps and lists, for whatever writes JSON. */
public final class ConfigJson {
  private ConfigJson() {}

  /**
   * Everything there is to say about a configuration.
   *
   * @param effective the configuration
   * @param changedOnly without what only the default set
   */
  public static Map<String, Object> of(EffectiveConfig effective, boolean changedOnly) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "settings",
        effective.values().stream()
            .filter(value -> value.changed() || !changedOnly)
            .map(ConfigJson::value)
            .toList());
    json.put("warnings", problems(effective.warnings()));
    json.put("waiting_for_restart", effective.waiting().stream().map(ConfigJson::value).toList());
    return json;
  }

  private static Map<String, Object> value(EffectiveValue value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", value.key());
    json.put("value", value.value());
    json.put("origin", value.origin());
    json.put("changed", value.changed());
    json.put("secret", value.secret());
    json.put("applies", value.applies().wireName());
    return json;
  }

  /**
   * What is wrong, or unwise.
   *
   * @param problems in any order
   */
  public static List<Map<String, Object>> problems(List<ConfigProblem> problems) {
    return problems.stream().map(ConfigJson::problem).toList();
  }

  private static Map<String, Object> problem(ConfigProblem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", problem.path());
    json.put("message", problem.message());
    json.put("origin", problem.origin());
    return json;
  }

  /**
   * What has changed.
   *
   * @param differences in any order
   */
  public static List<Map<String, Object>> differences(List<ConfigDifference> differences) {
    return differences.stream().map(ConfigJson::difference).toList();
  }

  private static Map<String, Object> difference(ConfigDifference difference) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", difference.key());
    json.put("before", difference.before());
    json.put("after", difference.after());
    json.put("applies", difference.applies().wireName());
    return json;
  }
}
