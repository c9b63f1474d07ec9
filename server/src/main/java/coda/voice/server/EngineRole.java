package coda.voice.server;

import coda.voice.engine.DuplexModel;
import coda.voice.engine.Engine;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import coda.voice.server.config.EngineName;
import coda.voice.server.config.EnginesConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What an engine does for conversations. */
public enum EngineRole {
  RECOGNIZER(Recognizer.class, EnginesConfig::recognizer, EnginesConfig::recognizerFallbacks),
  SYNTHESIZER(Synthesizer.class, EnginesConfig::synthesizer, EnginesConfig::synthesizerFallbacks),
  LANGUAGE_MODEL(
      LanguageModel.class, EnginesConfig::languageModel, EnginesConfig::languageModelFallbacks),
  VOICE_ACTIVITY(VoiceActivityDetector.class, EnginesConfig::voiceActivity, any -> List.of()),
  TURN_DETECTOR(TurnDetector.class, EnginesConfig::turnDetector, any -> List.of()),
  /** Optional: conversations can do without it. */
  DUPLEX_MODEL(DuplexModel.class, EnginesConfig::duplexModel, any -> List.of());

  private final Class<? extends Engine> kind;

  @SuppressWarnings("ImmutableEnumChecker") // an accessor of a record: it has no state
  private final Function<EnginesConfig, String> choice;

  @SuppressWarnings("ImmutableEnumChecker") // likewise
  private final Function<EnginesConfig, List<String>> fallbacks;

  EngineRole(
      Class<? extends Engine> kind,
      Function<EnginesConfig, String> choice,
      Function<EnginesConfig, List<String>> fallbacks) {
    this.kind = kind;
    this.choice = choice;
    this.fallbacks = fallbacks;
  }

  /** The roles that have an engine in this configuration. */
  public static List<EngineRole> filled(EnginesConfig config) {
    return Arrays.stream(values()).filter(role -> role.isFilled(config)).toList();
  }

  /** The interface of its engine. */
  public Class<? extends Engine> kind() {
    return kind;
  }

  private boolean isFilled(EnginesConfig config) {
    return !optional() || !chosen(config).equals(EngineName.NONE);
  }

  /** Whether conversations can do without it. */
  public boolean optional() {
    return this == DUPLEX_MODEL;
  }

  /** The name of the engine that was chosen for it; only of a role that has one. */
  public String chosen(EnginesConfig config) {
    return choice.apply(config);
  }

  /** The names of the engines that take over from it, in order; usually none. */
  public List<String> fallbacks(EnginesConfig config) {
    return fallbacks.apply(config);
  }

  /** Its name in the configuration, in {@code /health} and on the wire. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
