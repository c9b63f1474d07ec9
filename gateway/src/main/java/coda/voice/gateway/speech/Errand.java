package coda.voice.gateway.speech;

import org.jspecify.annotations.Nullable;

/**
 * Work that blocks, for one request, and that is not wanted any more when its client is gone: its
 * thread is interrupted then.
 */
final class Errand implements Runnable {
  private final Runnable work;
  private @Nullable Thread at;
  private boolean cancelled;

  /**
   * An errand that has not begun.
   *
   * @param work ends soon after its thread was interrupted
   */
  Errand(Runnable work) {
    this.work = work;
  }

  @Override
  public void run() {
    begin();
    try {
      work.run();
    } finally {
      end();
    }
  }

  /** Nobody wants it any more; any thread, idempotent. It still runs, interrupted, to clean up. */
  synchronized void cancel() {
    cancelled = true;
    if (at != null) {
      at.interrupt();
    }
  }

  private synchronized void begin() {
    at = Thread.currentThread();
    if (cancelled) {
      at.interrupt();
    }
  }

  private synchronized void end() {
    at = null;
    // The thread may have something else to do afterwards.
    boolean unused = Thread.interrupted();
  }
}
