package coda.voice.testkit.engines;

import coda.voice.engine.Capacity;
import coda.voice.engine.Engine;
import coda.voice.engine.Health;

/** What all scripted engines share: always ready, with counted permits. */
public abstract class ScriptedEngine implements Engine {
  private final String name;
  private final Capacity capacity;

  /**
   * An engine in working order.
   *
   * @param name its name
   * @param permits how many may use it at once
   */
  protected ScriptedEngine(String name, int permits) {
    this.name = name;
    this.capacity = new Capacity(name, permits);
  }

  @Override
  public String name() {
    return name;
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
