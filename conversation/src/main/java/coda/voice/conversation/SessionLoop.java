package coda.voice.conversation;

import java.util.concurrent.Executor;

/**
 * The one thread (at a time) a session lives on, with its clock and timers. The gateway gives the
 * event loop of the session's socket, the test kit virtual time.
 *
 * <p>Tasks run one after the other in the order they were given, from whatever thread; none may
 * block.
 */
public interface SessionLoop extends Executor {
  /**
   * Runs a task later, on the loop.
   *
   * @param delayMs from now, at least 0
   * @param task what
   * @return cancels it; idempotent; after it returns on the loop, the task does not run
   */
  Cancellable schedule(long delayMs, Runnable task);

  /** Milliseconds on a clock that never goes back; its zero is arbitrary. */
  long nowMillis();

  /** Milliseconds since 1970. */
  long wallClockMillis();

  /** Something that can be called off. */
  @FunctionalInterface
  interface Cancellable {
    /** Calls it off. Idempotent. */
    void cancel();
  }
}
