package coda.voice.engines.local.turn;

import coda.voice.engine.LightEngine;
import coda.voice.engine.TurnDetector;
import java.util.function.Consumer;

/** Believes the recogniser's own prediction of a pause; without one it does not know. */
final class PausesTurnDetector extends LightEngine implements TurnDetector {
  static final String NAME = "pauses";

  PausesTurnDetector() {
    super(NAME);
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> later) {
    return TurnWatch.of(evidence -> PausePrediction.alone(evidence.pause()), capacity().acquire());
  }
}
