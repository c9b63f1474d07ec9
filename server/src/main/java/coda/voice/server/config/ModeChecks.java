package coda.voice.server.config;

import coda.voice.conversation.ProcessingMode;
import coda.voice.server.config.Layer.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the modes can work: the duplex model they need is there, and the times add up. */
final class ModeChecks {
  private static final String TURNS = "conversation.turns.";
  private static final String MODES = "conversation.modes.";
  private static final String MODE = "conversation.mode";
  private static final String DUPLEX_MODEL = "engines.duplex_model";

  /** An answer that is still waited for must not have been given up already. */
  private static final List<Shorter> WAITS =
      List.of(
          new Shorter(MODES + "duplex_wait_ms", TURNS + "first_text_ms"),
          new Shorter(MODES + "duplex_wait_ms", TURNS + "first_audio_ms"),
          new Shorter(MODES + "duplex_wait_ms", TURNS + "reply_budget_ms"),
          new Shorter(MODES + "choice_ms", TURNS + "first_audio_ms"),
          new Shorter(MODES + "choice_ms", TURNS + "reply_budget_ms"));

  private ModeChecks() {}

  private record Shorter(String wanted, String limit) {}

  /**
   * What is wrong.
   *
   * @param values those that are allowed by themselves
   * @param written where they come from
   */
  static List<ConfigProblem> check(Map<String, Object> values, Map<String, Value> written) {
    if (!(values.get(DUPLEX_MODEL) instanceof String duplex)) {
      return List.of();
    }
    return duplex.equals(EngineName.NONE) ? mode(values, written) : waits(values, written);
  }

  private static List<ConfigProblem> mode(Map<String, Object> values, Map<String, Value> written) {
    if (!(values.get(MODE) instanceof ProcessingMode mode && mode.needsDuplexModel())) {
      return List.of();
    }
    return List.of(
        new ConfigProblem(
            MODE,
            "is '"
                + mode.name().toLowerCase(Locale.ROOT)
                + "', which needs a duplex model: run a Moshi server (pip install moshi; python -m"
                + " moshi.server; see docs/moshi.md) and set engines.duplex_model to moshi",
            origin(written.get(MODE))));
  }

  private static List<ConfigProblem> waits(Map<String, Object> values, Map<String, Value> written) {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Shorter each : WAITS) {
      if (values.get(each.wanted()) instanceof Integer wait
          && values.get(each.limit()) instanceof Integer than
          && wait >= than) {
        problems.add(
            new ConfigProblem(
                each.wanted(),
                "is " + wait + "; allowed is less than " + each.limit() + ", which is " + than,
                origin(written.getOrDefault(each.wanted(), written.get(each.limit())))));
      }
    }
    return problems;
  }

  private static String origin(@Nullable Value set) {
    return set == null ? "default" : set.origin();
  }
}
