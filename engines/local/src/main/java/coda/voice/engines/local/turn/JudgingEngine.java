package coda.voice.engines.local.turn;

import coda.voice.engine.Capacity;
import coda.voice.engine.Health;
import coda.voice.engine.TurnDetector;
import java.util.function.Function;

/** A turn detector that is a function of the evidence. */
final class JudgingEngine implements TurnDetector {
  private final String name;
  private final Function<TurnEvidence, Judgement> judge;
  private final Capacity capacity;
  private volatile Health health = Health.STARTING;

  JudgingEngine(String name, Function<TurnEvidence, Judgement> judge) {
    this.name = name;
    this.judge = judge;
    this.capacity = Capacity.unlimited(name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Judgement judge(TurnEvidence evidence) {
    return judge.apply(evidence);
  }

  @Override
  public void warmUp() {
    health = Health.READY;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public void close() {
    health = Health.down("closed");
  }
}
