package coda.voice.engine.ladder;

/** Time and threads of a ladder, so that tests can have their own. Any thread. */
public interface LadderClock {
  /** Nanoseconds from some moment on; never goes back. */
  long nanoTime();

  /**
   * Runs something now, on a thread that may block; not within this call.
   *
   * @param task what
   */
  void execute(Runnable task);

  /**
   * Runs something later, on a thread that may block.
   *
   * @param delayMs from now, at least 0
   * @param task what
   * @return calls it off when run; idempotent
   */
  Runnable later(long delayMs, Runnable task);
}
