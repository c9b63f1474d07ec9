package coda.voice.engines.local.turn;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.TurnDetector.Judgement;

/** Opens {@code silence}: it never knows, so silence alone decides. It has no settings. */
public final class SilenceProvider implements EngineProvider<TurnDetector> {
  /** Does nothing. */
  public SilenceProvider() {}

  @Override
  public Class<TurnDetector> kind() {
    return TurnDetector.class;
  }

  @Override
  public String name() {
    return "silence";
  }

  @Override
  public String summary() {
    return "Silence alone ends a turn, in any language";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes("built in");
  }

  @Override
  public TurnDetector open(EngineContext context) {
    return new JudgingEngine(name(), evidence -> Judgement.UNKNOWN);
  }
}
