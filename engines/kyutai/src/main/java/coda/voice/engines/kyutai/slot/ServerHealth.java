package coda.voice.engines.kyutai.slot;

import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How a server is, by what its last uses showed. One that worked is only doubted when a connection
 * fails: it is down after several failures in a row, so that a single lost connection sends nobody
 * away. Any thread.
 */
final class ServerHealth {
  /** So many failures in a row are no accident. */
  static final int FAILURES = 3;

  private static final long ASK_AGAIN_NANOS = 5_000_000_000L;

  private final AtomicLong askedNanos = new AtomicLong();
  private volatile Health health = Health.STARTING;
  private int failures;
  private boolean closed;

  Health now() {
    return health;
  }

  synchronized void works() {
    failures = 0;
    become(Health.READY);
  }

  synchronized void fails(EngineException failure) {
    askedNanos.set(System.nanoTime());
    String why = String.valueOf(failure.getMessage());
    boolean doubted = ++failures < FAILURES && health.usable();
    become(doubted ? new Health(Health.State.DEGRADED, why) : Health.down(why));
  }

  /** From now on nothing changes it. */
  synchronized void closed() {
    closed = true;
    health = Health.down("closed");
  }

  private void become(Health next) {
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
