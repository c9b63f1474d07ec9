package coda.voice.engines.language.chat;

import static coda.voice.engine.EngineError.ENGINE_SETTING_INVALID;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An engine's settings, read strictly: what is unknown or out of range is an error. */
public final class SettingReader {
  private final String engine;
  private final EngineContext context;

  /**
   * A reader.
   *
   * @param engine its name
   * @param context has the settings
   */
  public SettingReader(String engine, EngineContext context) {
    this.engine = engine;
    this.context = context;
  }

  /**
   * Refuses settings nobody reads, which are misspelt.
   *
   * @param known the keys that are read
   * @throws EngineException {@code ENGINE_SETTING_INVALID} naming the key and those there are
   */
  public void knowsOnly(Set<String> known) {
    for (String key : new TreeSet<>(context.settings().keySet())) {
      if (!known.contains(key)) {
        throw invalid(
            "There is no setting engines.%s.%s; there are: %s"
                .formatted(engine, key, String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  /**
   * A text, if it was given and is not blank.
   *
   * @param key relative to the engine
   */
  public Optional<String> text(String key) {
    return context.setting(key).map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * A whole number.
   *
   * @param key relative to the engine
   * @param fallback when it was not given
   * @param min the least
   * @param max the most
   */
  public int number(String key, int fallback, int min, int max) {
    return context.number(key, fallback, min, max);
  }

  /**
   * Yes or no.
   *
   * @param key relative to the engine
   * @param fallback when it was not given
   */
  public boolean flag(String key, boolean fallback) {
    return text(key)
        .map(
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true", "yes", "on" -> true;
                  case "false", "no", "off" -> false;
                  default -> throw wrong(key, text, "true or false");
                })
        .orElse(fallback);
  }

  /**
   * A number with decimals, if it was given.
   *
   * @param key relative to the engine
   * @param min the least
   * @param max the most
   */
  public Optional<Double> decimal(String key, double min, double max) {
    return text(key)
        .map(
            text -> {
              String allowed = "a number from " + min + " to " + max;
              try {
                double value = Double.parseDouble(text);
                if (value >= min && value <= max) {
                  return value;
                }
              } catch (NumberFormatException notANumber) {
                // reported below, with the same words as a number out of range
              }
              throw wrong(key, text, allowed);
            });
  }

  /**
   * A setting that makes no sense.
   *
   * @param key relative to the engine
   * @param value what it is
   * @param allowed what it may be
   */
  public EngineException wrong(String key, String value, String allowed) {
    return invalid(
        "Engine setting engines.%s.%s is '%s'; allowed is %s"
            .formatted(engine, key, value, allowed));
  }

  private static EngineException invalid(String message) {
    return new EngineException(
        ENGINE_SETTING_INVALID, message, "The server is misconfigured", null);
  }
}
