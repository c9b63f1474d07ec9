package coda.voice.gateway.limits;

import java.util.concurrent.atomic.AtomicBoolean;

/** A place that somebody takes. Given back once, however often it is closed; by any thread. */
public final class Seat implements AutoCloseable {
  private final Runnable giveBack;
  private final AtomicBoolean given = new AtomicBoolean();

  Seat(Runnable giveBack) {
    this.giveBack = giveBack;
  }

  /** A place that nobody counts. */
  public static Seat uncounted() {
    return new Seat(() -> {});
  }

  /** Gives it back. */
  @Override
  public void close() {
    if (given.compareAndSet(false, true)) {
      giveBack.run();
    }
  }
}
