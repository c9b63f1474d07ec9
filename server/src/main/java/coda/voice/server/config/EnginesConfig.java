package coda.voice.server.config;

import coda.voice.engine.DuplexModel;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which engines do the work.
 *
 * @param recognizer speech to words
 * @param synthesizer words to speech
 * @param languageModel what to answer
 * @param voiceActivity when somebody speaks
 * @param turnDetector when a turn is over
 * @param duplexModel listens and speaks at the same time; {@link EngineName#NONE} for none
 * @param recognizerFallbacks who turns speech to words when that one does not
 * @param synthesizerFallbacks who turns words to speech when that one does not
 * @param languageModelFallbacks who answers when that one does not
 * @param breaker when an engine that has fallbacks is left alone
 * @param utteranceMemoryMs how much of an utterance is kept for a recogniser that takes over
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
    @Setting(
            value = "",
            about = "Recognizers that take over, in this order, when the one above fails.")
        @EngineName(Recognizer.class)
        List<String> recognizerFallbacks,
    @Setting(
            value = "",
            about = "Synthesizers that take over, in this order, when the one above fails.")
        @EngineName(Synthesizer.class)
        List<String> synthesizerFallbacks,
    @Setting(
            value = "",
            about = "Language models that take over, in this order, when the one above fails.")
        @EngineName(LanguageModel.class)
        List<String> languageModelFallbacks,
    BreakerConfig breaker,
    @Setting(
            value = "10000",
            about = "How much of an utterance is kept for a recognizer that takes over, in ms.")
        @Min(0) @Max(120_000) int utteranceMemoryMs,
    Map<String, Map<String, String>> settings) {

  /** Copies the lists and the settings. */
  public EnginesConfig {
    recognizerFallbacks = List.copyOf(recognizerFallbacks);
    synthesizerFallbacks = List.copyOf(synthesizerFallbacks);
    languageModelFallbacks = List.copyOf(languageModelFallbacks);
    settings = Map.copyOf(settings);
  }

  /**
   * Whether an engine is the one that is chosen when nobody chooses.
   *
   * @param role its key, for example {@code recognizer}
   * @param engine its name
   */
  public static boolean isDefault(String role, String engine) {
    return Arrays.stream(EnginesConfig.class.getRecordComponents())
        .filter(component -> Schema.key(component).equals(role))
        .anyMatch(component -> component.getAnnotation(Setting.class).value().equals(engine));
  }

  /** Without what engines' own settings hold: that may be secrets. */
  @Override
  public String toString() {
    List<String> own =
        settings.entrySet().stream()
            .flatMap(e -> e.getValue().keySet().stream().map(key -> e.getKey() + "." + key))
            .sorted()
            .toList();
    return "EnginesConfig[recognizer=%s, synthesizer=%s, languageModel=%s, voiceActivity=%s, turnDetector=%s, duplexModel=%s, settings of %s]"
        .formatted(
            recognizer, synthesizer, languageModel, voiceActivity, turnDetector, duplexModel, own);
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

  /**
   * How long a language model may take to its first words, if its settings say so.
   *
   * @param engine its name
   */
  public OptionalInt firstTokenMs(String engine) {
    return LanguageModelTimes.firstTokenMs(settingsOf(engine));
  }
}
