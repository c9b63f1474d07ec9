package coda.voice.engine;

import static coda.voice.engine.EngineError.ENGINE_SETTING_INVALID;

import coda.voice.engine.gpu.GpuLedger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * What the server gives an engine to live on.
 *
 * @param settings the engine's own part of the configuration ({@code engines.<name>.*}), flat keys
 * @param inference runs CPU-bound work: as many threads as cores, shared by all engines, with a
 *     bounded queue that rejects when it is full
 * @param blocking runs blocking calls: a virtual thread each
 * @param gpu where an engine registers that holds memory of a graphics card, before it takes any
 */
public record EngineContext(
    Map<String, String> settings,
    ExecutorService inference,
    ExecutorService blocking,
    GpuLedger gpu) {

  /**
   * Without a graphics card.
   *
   * @param settings see above
   * @param inference see above
   * @param blocking see above
   */
  public EngineContext(
      Map<String, String> settings, ExecutorService inference, ExecutorService blocking) {
    this(settings, inference, blocking, GpuLedger.none("the engine was opened without one"));
  }

  /** Copies the settings. */
  public EngineContext {
    settings = Map.copyOf(settings);
  }

  /** Without what the settings hold: that may be secrets. */
  @Override
  public String toString() {
    return "EngineContext[settings of " + settings.keySet().stream().sorted().toList() + "]";
  }

  /**
   * A setting, if it was given.
   *
   * @param key relative to {@code engines.<name>.}
   */
  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /**
   * A whole-number setting.
   *
   * @param key relative to {@code engines.<name>.}
   * @param fallback the documented default when it was not given
   * @param min the least allowed value
   * @param max the largest allowed value
   * @throws EngineException {@code ENGINE_SETTING_INVALID} naming key, value and what is allowed
   */
  public int number(String key, int fallback, int min, int max) {
    String text = settings.get(key);
    if (text == null) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // reported below, with the same words as a number out of range
    }
    throw new EngineException(
        ENGINE_SETTING_INVALID,
        "Engine setting '%s' is '%s'; allowed is a whole number from %d to %d"
            .formatted(key, text, min, max),
        "The server is misconfigured",
        null);
  }
}
