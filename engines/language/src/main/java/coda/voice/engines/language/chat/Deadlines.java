package coda.voice.engines.language.chat;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs things later: one thread that only counts time; what is due runs elsewhere. */
public final class Deadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;
  private final Executor work;

  /**
   * A clock.
   *
   * @param work where what is due runs
   */
  public Deadlines(Executor work) {
    this.work = work;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("language-deadlines").daemon().factory(),
            new ScheduledThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Runs something later.
   *
   * @param nanos from now
   * @param task what
   * @return cancels it; idempotent
   */
  public Runnable after(long nanos, Runnable task) {
    var planned = timer.schedule(() -> hand(task), nanos, TimeUnit.NANOSECONDS);
    return () -> planned.cancel(false);
  }

  /**
   * Runs something again and again.
   *
   * @param millis between two runs
   * @param task what; must not throw
   */
  public void every(long millis, Runnable task) {
    var unused =
        timer.scheduleWithFixedDelay(() -> hand(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void hand(Runnable task) {
    try {
      work.execute(task);
    } catch (RejectedExecutionException closing) {
      // The server stops: whatever had a deadline ends with it.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
