package coda.voice.engines.local.turn;

import coda.voice.engine.Capacity;
import coda.voice.engine.Health;
import coda.voice.engine.TurnDetector;
import java.util.function.Consumer;

/** Never claims to know: the turn ends after the silence the conversation is set to. */
final class SilenceTurnDetector implements TurnDetector {
  static final String NAME = "silence";

  private final Capacity capacity = Capacity.unlimited(NAME);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> later) {
    return TurnWatch.of(evidence -> TurnOutlook.UNKNOWN, capacity.acquire());
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
