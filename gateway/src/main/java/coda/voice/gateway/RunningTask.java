package coda.voice.gateway;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task that a {@link HomeLoop} carries out at this moment. One that does not end can be
 * interrupted; the interruption never reaches what the thread does next.
 */
public final class RunningTask {
  private static final int RUNS = 0;
  private static final int IS_INTERRUPTED = 1;
  private static final int WAS_INTERRUPTED = 2;
  private static final int OVER = 3;

  private final Thread thread;
  private final long sinceMs;
  private final AtomicInteger state = new AtomicInteger(RUNS);

  RunningTask(Thread thread, long sinceMs) {
    this.thread = thread;
    this.sinceMs = sinceMs;
  }

  /** Who carries it out. */
  public Thread thread() {
    return thread;
  }

  /** Since when, by {@link HomeLoop#nowMillis}. */
  public long sinceMs() {
    return sinceMs;
  }

  /**
   * Interrupts it, once. May be called from any thread.
   *
   * @return whether it still ran and was interrupted
   */
  public boolean interrupt() {
    if (!state.compareAndSet(RUNS, IS_INTERRUPTED)) {
      return false;
    }
    thread.interrupt();
    state.set(WAS_INTERRUPTED);
    return true;
  }

  /** It has ended; on its thread. */
  void over() {
    if (!state.compareAndSet(RUNS, OVER)) {
      while (state.get() != WAS_INTERRUPTED) {
        Thread.onSpinWait();
      }
      // The interruption was meant for this task alone.
      boolean unused = Thread.interrupted();
    }
  }
}
