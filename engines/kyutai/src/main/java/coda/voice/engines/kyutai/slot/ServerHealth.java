package coda.voice.engines.kyutai.slot;

import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import java.util.concurrent.atomic.AtomicLong;

/** How a server is, by what the last use of it showed. Any thread. */
final class ServerHealth {
  private static final long ASK_AGAIN_NANOS = 5_000_000_000L;

  private final AtomicLong askedNanos = new AtomicLong();
  private volatile Health health = Health.STARTING;
  private boolean closed;

  Health now() {
    return health;
  }

  void works() {
    become(Health.READY);
  }

  void fails(EngineException failure) {
    askedNanos.set(System.nanoTime());
    become(Health.down(String.valueOf(failure.getMessage())));
  }

  /** From now on nothing changes it. */
  synchronized void closed() {
    closed = true;
    health = Health.down("closed");
  }

  private synchronized void become(Health next) {
    if (!closed) {
      health = next;
    }
  }

  /** Whether it is time to ask a server that was down how it is now; true for one caller. */
  boolean worthAsking() {
    long last = askedNanos.get();
    long now = System.nanoTime();
    return health.state() == Health.State.DOWN
        && now - last > ASK_AGAIN_NANOS
        && askedNanos.compareAndSet(last, now);
  }
}
