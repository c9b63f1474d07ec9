package coda.voice.engine.ladder;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time: one thread that waits ({@code ladder-timer}) and a virtual thread for each task. */
public final class SystemLadderClock implements LadderClock, AutoCloseable {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("ladder-timer").daemon().factory());

  /** A clock that runs. */
  public SystemLadderClock() {
    // Nearly every deadline is called off; without this each would stay until its time had come.
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void execute(Runnable task) {
    Thread.startVirtualThread(task);
  }

  @Override
  public Runnable later(long delayMs, Runnable task) {
    try {
      Future<?> waiting = timer.schedule(() -> execute(task), delayMs, TimeUnit.MILLISECONDS);
      return () -> waiting.cancel(false);
    } catch (RejectedExecutionException closed) {
      // The server goes down: nothing is worth waiting for any more.
      return () -> {};
    }
  }

  /** Nothing is run any more that has not begun. Idempotent. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
