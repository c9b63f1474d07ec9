package coda.voice.engines.kyutai.synthesis;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engines.kyutai.slot.ServerSettings;
import java.util.List;
import java.util.Set;

/**
 * How synthesis is used.
 *
 * @param voices names of the server's voice folder, the first is the default
 * @param firstAudioMs how long the first audio of a sentence may take, and the next one after that
 * @param languages BCP 47
 */
record SynthesisSettings(List<String> voices, int firstAudioMs, Set<String> languages) {
  /** The voice of a server that was not told which one. */
  static final String SERVERS_OWN = "default";

  /**
   * Reads the settings.
   *
   * @throws EngineException {@code ENGINE_SETTING_INVALID}
   */
  static SynthesisSettings read(EngineContext context) {
    List<String> voices = ServerSettings.list(context.setting("voices").orElse(SERVERS_OWN));
    if (voices.isEmpty()) {
      throw ServerSettings.invalid("voices", "", "a list of names; the first is the default");
    }
    List<String> languages = ServerSettings.list(context.setting("languages").orElse("en, fr"));
    if (languages.isEmpty()) {
      throw ServerSettings.invalid("languages", "", "a list such as en, fr");
    }
    return new SynthesisSettings(
        voices, context.number("first_audio_ms", 2_500, 50, 60_000), Set.copyOf(languages));
  }
}
