package coda.voice.engines.local.synthesis;

import static coda.voice.engine.EngineError.ENGINE_VOICE_UNKNOWN;

import coda.voice.engine.EngineException;
import java.util.List;

/** The voices a request may name. */
final class Voices {
  private Voices() {}

  /**
   * Insists on a known voice.
   *
   * @param engine its name
   * @param voices it has
   * @param wanted one of them, or empty for the default
   * @throws EngineException {@code ENGINE_VOICE_UNKNOWN}, listing what there is
   */
  static void check(String engine, List<String> voices, String wanted) {
    if (!wanted.isEmpty() && !voices.contains(wanted)) {
      throw new EngineException(
          ENGINE_VOICE_UNKNOWN,
          "Engine '%s' has no voice '%s'; there is: %s"
              .formatted(engine, wanted, String.join(", ", voices)),
          "That voice is not available",
          null);
    }
  }
}
