package coda.voice.testkit.engines;

import coda.voice.engine.Capacity;
import coda.voice.engine.LightEngine;

/** What all scripted engines share: always ready, with counted permits. */
public abstract class ScriptedEngine extends LightEngine {
  /**
   * An engine in working order.
   *
   * @param name its name
   * @param permits how many may use it at once
   */
  protected ScriptedEngine(String name, int permits) {
    super(name, new Capacity(name, permits));
  }
}
