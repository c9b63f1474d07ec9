package coda.voice.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Atomic permits: how much an engine carries at once. Taking one either succeeds at once or is an
 * explicit {@code busy}; nobody waits in silence. May be used from any thread.
 */
public final class Capacity {
  private final String owner;
  private final int limit;
  private final AtomicInteger inUse = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  /**
   * Permits for one engine.
   *
   * @param owner the engine's name, for messages
   * @param limit how many at once, at least 1
   */
  public Capacity(String owner, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
    this.owner = owner;
    this.limit = limit;
  }

  /**
   * No practical limit: for engines that cost next to nothing.
   *
   * @param owner the engine's name
   */
  public static Capacity unlimited(String owner) {
    return new Capacity(owner, Integer.MAX_VALUE);
  }

  /**
   * Takes a permit.
   *
   * @return the permit, to be closed exactly when the work ends
   * @throws EngineBusyException when all are taken
   */
  public Permit acquire() {
    int now;
    do {
      now = inUse.get();
      if (now >= limit) {
        refused.increment();
        throw new EngineBusyException(owner, limit);
      }
    } while (!inUse.compareAndSet(now, now + 1));
    return new Permit(inUse);
  }

  /** How many at once. */
  public int limit() {
    return limit;
  }

  /** How many are taken now. */
  public int inUse() {
    return inUse.get();
  }

  /** How often somebody was refused, since the start. */
  public long refused() {
    return refused.sum();
  }

  /** One taken permit. Closing it more than once has no further effect. */
  public static final class Permit implements AutoCloseable {
    private final AtomicInteger inUse;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Permit(AtomicInteger inUse) {
      this.inUse = inUse;
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        inUse.decrementAndGet();
      }
    }
  }
}
