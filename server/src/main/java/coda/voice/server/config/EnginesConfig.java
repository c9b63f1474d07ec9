package coda.voice.server.config;

import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.Map;

/**
 * Which engines do the work.
 *
 * @param recognizer speech to words
 * @param synthesizer words to speech
 * @param languageModel what to answer
 * @param voiceActivity when somebody speaks
 * @param turnDetector when a turn is over
 * @param settings the engines' own settings: {@code engines.<name>.<key>}
 */
public record EnginesConfig(
    @Setting(value = "sphinx4", about = "Speech to words.") @EngineName(Recognizer.class)
        String recognizer,
    @Setting(value = "marytts", about = "Words to speech.") @EngineName(Synthesizer.class)
        String synthesizer,
    @Setting(value = "assistant", about = "What to answer.") @EngineName(LanguageModel.class)
        String languageModel,
    @Setting(value = "auto", about = "When somebody speaks.")
        @EngineName(VoiceActivityDetector.class)
        String voiceActivity,
    @Setting(value = "words", about = "When a turn is over.") @EngineName(TurnDetector.class)
        String turnDetector,
    Map<String, Map<String, String>> settings) {

  /** Copies the settings. */
  public EnginesConfig {
    settings = Map.copyOf(settings);
  }

  /**
   * An engine's own settings, maybe none.
   *
   * @param engine its name
   */
  public Map<String, String> settingsOf(String engine) {
    return settings.getOrDefault(engine, Map.of());
  }
}
