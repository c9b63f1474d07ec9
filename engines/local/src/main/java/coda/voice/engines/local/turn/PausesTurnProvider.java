package coda.voice.engines.local.turn;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.TurnDetector;

/** Opens {@code pauses}. It has no settings. */
public final class PausesTurnProvider implements EngineProvider<TurnDetector> {
  /** Does nothing. */
  public PausesTurnProvider() {}

  @Override
  public Class<TurnDetector> kind() {
    return TurnDetector.class;
  }

  @Override
  public String name() {
    return PausesTurnDetector.NAME;
  }

  @Override
  public String summary() {
    return "Follows the pauses a recogniser predicts by itself, in any language; needs such a"
        + " recogniser, with another it is like silence";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes("built in");
  }

  @Override
  public TurnDetector open(EngineContext context) {
    return new PausesTurnDetector();
  }
}
