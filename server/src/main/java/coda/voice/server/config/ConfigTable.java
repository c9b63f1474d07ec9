package coda.voice.server.config;

import java.util.List;

/** A configuration as a table for people: setting, value, where it comes from, when it applies. */
public final class ConfigTable {
  private static final int WIDEST_VALUE = 40;

  private ConfigTable() {}

  /**
   * One line for each setting, a heading first.
   *
   * @param values in the order of the lines
   */
  public static List<String> lines(List<EffectiveValue> values) {
    int key = width(values.stream().map(EffectiveValue::key).toList(), Integer.MAX_VALUE);
    int text = width(values.stream().map(ConfigTable::text).toList(), WIDEST_VALUE);
    int origin = width(values.stream().map(EffectiveValue::origin).toList(), Integer.MAX_VALUE);
    String format = "%-" + key + "s  %-" + text + "s  %-" + origin + "s  %s";
    List<String> lines =
        values.stream()
            .map(v -> format.formatted(v.key(), text(v), v.origin(), v.applies().words()))
            .toList();
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(
                format.formatted("setting", "value", "from", "a change applies")),
            lines.stream())
        .toList();
  }

  /** On one line, whatever it holds. */
  private static String text(EffectiveValue value) {
    return value.text().isEmpty() ? "\"\"" : value.text().replaceAll("\\p{Cntrl}", "�");
  }

  private static int width(List<String> texts, int most) {
    int widest = texts.stream().mapToInt(String::length).max().orElse(0);
    return Math.clamp(widest, "setting".length(), most);
  }
}
