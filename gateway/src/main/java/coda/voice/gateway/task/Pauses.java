package coda.voice.gateway.task;

import java.time.Duration;

/** Waits; tests wait otherwise. */
@FunctionalInterface
interface Pauses {
  Pauses REAL = Thread::sleep;

  void pause(Duration time) throws InterruptedException;
}
