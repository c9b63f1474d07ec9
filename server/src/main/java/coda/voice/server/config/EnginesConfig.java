package coda.voice.server.config;

import coda.voice.engine.DuplexModel;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.Map;
import java.util.Optional;

/**
 * Which engines do the work.
 *
 * @param recognizer speech to words
 * @param synthesizer words to speech
 * @param languageModel what to answer
 * @param voiceActivity when somebody speaks
 * @param turnDetector when a turn is over
 * @param duplexModel listens and speaks at the same time; {@link EngineName#NONE} for none
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
    @Setting(
            value = EngineName.NONE,
            about = "Listens and speaks at the same time; needed for moshi_only and hybrid.")
        @EngineName(value = DuplexModel.class, optional = true)
        String duplexModel,
    Map<String, Map<String, String>> settings) {

  /** Copies the settings. */
  public EnginesConfig {
    settings = Map.copyOf(settings);
  }

  /** The duplex model, if there is one. */
  public Optional<String> duplex() {
    return duplexModel.equals(EngineName.NONE) ? Optional.empty() : Optional.of(duplexModel);
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
