package coda.voice.benchmarks;

import coda.voice.engine.gpu.Pressure;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The books of graphics memory with one lock around them, as one would write them first: the same
 * limits, the same pressure, the same mark of use, nothing else. Only here to be compared with.
 */
final class LockedLedger {
  private final ReentrantLock lock = new ReentrantLock();
  private final long budget;

  // Guarded by the lock.
  private long reserved;
  private Pressure pressure = Pressure.NONE;
  private long changes;

  LockedLedger(long budget) {
    this.budget = budget;
  }

  Component register(long maximum) {
    return new Component(maximum);
  }

  /** How often pressure changed. */
  long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  private void settle() {
    Pressure now = Pressure.of(reserved, budget);
    if (now != pressure) {
      pressure = now;
      changes++;
    }
  }

  /** One component. */
  final class Component {
    private final long maximum;

    // Guarded by the lock.
    private long held;
    private boolean used;

    private Component(long maximum) {
      this.maximum = maximum;
    }

    boolean tryReserve(long bytes) {
      lock.lock();
      try {
        if (bytes > maximum - held || bytes > budget - reserved) {
          return false;
        }
        held += bytes;
        reserved += bytes;
        used = true;
        settle();
        return true;
      } finally {
        lock.unlock();
      }
    }

    void release(long bytes) {
      lock.lock();
      try {
        if (bytes > held) {
          throw new IllegalStateException("not held");
        }
        held -= bytes;
        reserved -= bytes;
        settle();
      } finally {
        lock.unlock();
      }
    }

    boolean used() {
      lock.lock();
      try {
        return used;
      } finally {
        lock.unlock();
      }
    }
  }
}
