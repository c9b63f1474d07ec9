package coda.voice.engines.local.turn;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.TurnDetector;

/** Opens {@code silence}. It has no settings. */
public final class SilenceTurnProvider implements EngineProvider<TurnDetector> {
  /** Does nothing. */
  public SilenceTurnProvider() {}

  @Override
  public Class<TurnDetector> kind() {
    return TurnDetector.class;
  }

  @Override
  public String name() {
    return SilenceTurnDetector.NAME;
  }

  @Override
  public String summary() {
    return "Ends turns by silence alone, in any language; needs nothing";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes("built in");
  }

  @Override
  public TurnDetector open(EngineContext context) {
    return new SilenceTurnDetector();
  }
}
