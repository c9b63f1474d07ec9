package coda.voice.engines.local.turn;

import coda.voice.engine.Capacity;
import coda.voice.engine.Health;
import coda.voice.engine.TurnDetector;
import java.util.function.Consumer;

/** Believes the recogniser's own prediction of a pause; without one it does not know. */
final class PausesTurnDetector implements TurnDetector {
  static final String NAME = "pauses";

  private final Capacity capacity = Capacity.unlimited(NAME);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> later) {
    return TurnWatch.of(evidence -> PausePrediction.alone(evidence.pause()), capacity.acquire());
  }

  @Override
  public void warmUp() {}

  @Override
  public Health health() {
    return Health.READY;
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public void close() {}
}
