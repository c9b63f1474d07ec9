package coda.voice.engine.ladder;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what different threads want to do one after the other, in the order in which it came, on
 * whichever of them is at it already. Nobody waits, and nothing is locked.
 */
final class Steps {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unfinished = new AtomicInteger();

  /** Runs a step: within this call, or by whoever is at it now. */
  void run(Runnable step) {
    waiting.add(step);
    if (unfinished.getAndIncrement() == 0) {
      drain();
    }
  }

  /**
   * Whether nothing is under way, so that the caller may do its step itself, without making an
   * object of it; {@link #leave} must follow.
   */
  boolean tryEnter() {
    return unfinished.compareAndSet(0, 1);
  }

  /** What began with {@link #tryEnter} is done. */
  void leave() {
    if (unfinished.decrementAndGet() != 0) {
      drain();
    }
  }

  private void drain() {
    do {
      Runnable step = waiting.poll();
      if (step != null) {
        step.run();
      }
    } while (unfinished.decrementAndGet() != 0);
  }
}
