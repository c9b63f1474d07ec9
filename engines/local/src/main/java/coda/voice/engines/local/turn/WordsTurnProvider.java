package coda.voice.engines.local.turn;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.TurnDetector;
import coda.voice.engines.local.assistant.Understanding;

/** Opens {@code words}. It has no settings. */
public final class WordsTurnProvider implements EngineProvider<TurnDetector> {
  /** Does nothing. */
  public WordsTurnProvider() {}

  @Override
  public Class<TurnDetector> kind() {
    return TurnDetector.class;
  }

  @Override
  public String name() {
    return WordsTurnDetector.NAME;
  }

  @Override
  public String summary() {
    return "Judges by the words: a whole command ends the turn soon, a trailing 'and' keeps it open"
        + " (English; open endings also in German, French, Spanish, Italian and Portuguese)";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes("built in");
  }

  @Override
  public TurnDetector open(EngineContext context) {
    return new WordsTurnDetector(Understanding.ofAllSkills());
  }
}
