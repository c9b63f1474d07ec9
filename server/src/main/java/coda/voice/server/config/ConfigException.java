package coda.voice.server.config;

import static coda.voice.server.config.ConfigError.CONFIG_INVALID;

import coda.voice.VoiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration is wrong. Code {@code CONFIG_INVALID}; the message lists every problem. */
public final class ConfigException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final ArrayList<ConfigProblem> problems;

  /**
   * All that is wrong at once.
   *
   * @param problems at least one
   */
  public ConfigException(List<ConfigProblem> problems) {
    super(CONFIG_INVALID, describe(problems), "The server is misconfigured", null);
    this.problems = new ArrayList<>(problems);
  }

  /** Every problem, in the order of the sources. */
  public List<ConfigProblem> problems() {
    return List.copyOf(problems);
  }

  private static String describe(List<ConfigProblem> problems) {
    String head =
        problems.size() == 1
            ? "The configuration has an error:\n  "
            : "The configuration has " + problems.size() + " errors:\n  ";
    return problems.stream()
        .map(ConfigProblem::toString)
        .collect(Collectors.joining("\n  ", head, ""));
  }
}
