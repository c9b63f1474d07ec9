package coda.voice.storage;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that runs in the background until it is done: on a virtual thread of its own, and again,
 * after a pause, when it dies of a defect.
 */
final class Supervised {
  private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);

  private final String name;
  private final Runnable task;
  private final long pauseMs;
  private final Runnable died;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private Supervised(String name, Runnable task, long pauseMs, Runnable died) {
    this.name = name;
    this.task = task;
    this.pauseMs = pauseMs;
    this.died = died;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /**
   * Starts a task.
   *
   * @param name of it and its thread
   * @param task returns when it is done
   * @param pauseMs before it is started again
   * @param died told each time it dies
   */
  static Supervised start(String name, Runnable task, long pauseMs, Runnable died) {
    Supervised supervised = new Supervised(name, task, pauseMs, died);
    supervised.thread.start();
    return supervised;
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private void run() {
    boolean done = false;
    while (!done) {
      try {
        task.run();
        done = true;
      } catch (RuntimeException | Error e) {
        LOG.error("The task {} died and is started again", name, e);
        died.run();
        done = stopped(pauseMs);
      }
    }
  }

  /** Waits; true as soon as it is stopped. */
  private boolean stopped(long ms) {
    try {
      return stop.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** It is not started again. */
  void stop() {
    stop.countDown();
  }

  /**
   * Waits for its end.
   *
   * @param ms no longer than that
   * @return whether it has ended
   * @throws InterruptedException when the caller is
   */
  boolean join(long ms) throws InterruptedException {
    return thread.join(java.time.Duration.ofMillis(ms));
  }
}
