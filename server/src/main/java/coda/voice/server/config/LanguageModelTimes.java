package coda.voice.server.config;

import coda.voice.server.config.Layer.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How long language models may take to their first words must fit into the time the conversation
 * waits for them. At most two are asked for one answer, so the two longest times count.
 */
final class LanguageModelTimes {
  /** The setting that chooses the language model. */
  static final String MODEL = "engines.language_model";

  /** An engine's own setting: how long it may take to its first words, in ms. */
  static final String FIRST_TOKEN = "first_token_ms";

  private static final String FIRST_TEXT = "conversation.turns.first_text_ms";

  private LanguageModelTimes() {}

  private record Time(String key, int ms) {}

  static List<ConfigProblem> check(
      Map<String, Object> values,
      Map<String, Value> written,
      Map<String, Map<String, String>> engineSettings) {
    if (!(values.get(MODEL) instanceof String model)
        || !(values.get(MODEL + CrossChecks.FALLBACKS) instanceof List<?> fallbacks)
        || !(values.get(FIRST_TEXT) instanceof Integer allowed)) {
      return List.of();
    }
    List<Time> times = new ArrayList<>();
    add(times, model, engineSettings);
    fallbacks.forEach(name -> add(times, (String) name, engineSettings));
    times.sort(Comparator.comparingInt(Time::ms).reversed());
    List<Time> longest = times.subList(0, Math.min(2, times.size()));
    int sum = longest.stream().mapToInt(Time::ms).sum();
    if (sum <= allowed) {
      return List.of();
    }
    Time first = longest.getFirst();
    String what =
        longest.size() == 1
            ? "is " + first.ms()
            : "is %d, which with %s, %d, makes %d"
                .formatted(first.ms(), longest.getLast().key(), longest.getLast().ms(), sum);
    Value set = Objects.requireNonNull(written.get(first.key()));
    return List.of(
        new ConfigProblem(
            first.key(),
            what + "; allowed is at most " + FIRST_TEXT + ", which is " + allowed,
            set.origin()));
  }

  private static void add(
      List<Time> times, String engine, Map<String, Map<String, String>> engineSettings) {
    firstTokenMs(engineSettings.getOrDefault(engine, Map.of()))
        .ifPresent(ms -> times.add(new Time(Schema.ENGINES + engine + "." + FIRST_TOKEN, ms)));
  }

  /** What is no number is reported by the engine, which also knows its range. */
  static OptionalInt firstTokenMs(Map<String, String> settings) {
    String text = settings.getOrDefault(FIRST_TOKEN, "").strip();
    return text.matches("\\d{1,8}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }
}
