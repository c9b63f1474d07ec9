package coda.voice.server;

import coda.voice.engine.Engine;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.ladder.LadderSettings;
import coda.voice.engine.ladder.LadderSettings.BreakerSettings;
import coda.voice.engine.ladder.LanguageModelLadder;
import coda.voice.engine.ladder.RecognizerLadder;
import coda.voice.engine.ladder.SynthesizerLadder;
import coda.voice.engine.ladder.SystemLadderClock;
import coda.voice.server.config.BreakerConfig;
import coda.voice.server.config.EnginesConfig;
import coda.voice.server.config.TurnsConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes ladders of engines whose times add up to those of a turn.
 *
 * <p>A ladder must be through before the conversation itself gives up, or nobody would notice that
 * an engine is too slow: what is cancelled says nothing about the engine.
 */
final class LadderMaker implements AutoCloseable {
  /** What is left to the conversation to act on a failure, in hundredths. */
  private static final int OF_A_WAIT = 95;

  /** The first sound comes after a whole sentence was written: the voice has not all the time. */
  private static final int OF_FIRST_SOUND = 65;

  private final EnginesConfig config;
  private final TurnsConfig turns;
  private final SystemLadderClock clock = new SystemLadderClock();

  LadderMaker(EnginesConfig config, TurnsConfig turns) {
    this.config = config;
    this.turns = turns;
  }

  /**
   * Engines behind each other.
   *
   * @param role what they do; one of those that have fallbacks
   * @param engines the first one first; owned by the ladder
   */
  Engine ladder(EngineRole role, List<Engine> engines) {
    return switch (role) {
      case RECOGNIZER ->
          new RecognizerLadder(
              all(engines, Recognizer.class),
              settings(turns.finalTranscriptMs(), OF_A_WAIT, Map.of()),
              clock);
      case SYNTHESIZER ->
          new SynthesizerLadder(
              all(engines, Synthesizer.class),
              settings(turns.firstAudioMs(), OF_FIRST_SOUND, Map.of()),
              clock);
      case LANGUAGE_MODEL ->
          new LanguageModelLadder(
              all(engines, LanguageModel.class),
              settings(turns.firstTextMs(), OF_A_WAIT, firstTokens(engines)),
              clock);
      default -> throw new IllegalArgumentException(role + " has no fallbacks");
    };
  }

  private LadderSettings settings(int waitMs, int hundredths, Map<String, Long> shares) {
    BreakerConfig breaker = config.breaker();
    return new LadderSettings(
        new BreakerSettings(breaker.failures(), breaker.window(), breaker.openMs()),
        (long) waitMs * hundredths / 100,
        shares,
        config.utteranceMemoryMs());
  }

  /** A model that was given a time of its own has that. */
  private Map<String, Long> firstTokens(List<Engine> engines) {
    Map<String, Long> own = new HashMap<>();
    for (Engine engine : engines) {
      config.firstTokenMs(engine.name()).ifPresent(ms -> own.put(engine.name(), (long) ms));
    }
    return own;
  }

  private static <E extends Engine> List<E> all(List<Engine> engines, Class<E> kind) {
    return engines.stream().map(kind::cast).toList();
  }

  /** Stops the clock of all ladders. */
  @Override
  public void close() {
    clock.close();
  }
}
