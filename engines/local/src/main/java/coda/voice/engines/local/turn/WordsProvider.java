package coda.voice.engines.local.turn;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.TurnDetector;
import coda.voice.engines.local.assistant.Understanding;

/**
 * Opens {@code words}: a whole command of the assistant is complete, words that lead on are not;
 * English. It has no settings.
 */
public final class WordsProvider implements EngineProvider<TurnDetector> {
  /** Does nothing. */
  public WordsProvider() {}

  @Override
  public Class<TurnDetector> kind() {
    return TurnDetector.class;
  }

  @Override
  public String name() {
    return "words";
  }

  @Override
  public String summary() {
    return "English words tell a finished command from one that goes on; needs nothing";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes("built in");
  }

  @Override
  public TurnDetector open(EngineContext context) {
    return new JudgingEngine(name(), new WordJudge(Understanding.ofAllSkills()::isWholeCommand));
  }
}
