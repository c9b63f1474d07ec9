package coda.voice.gateway.load;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How late event loops are: how much longer than asked for a timer takes on the worst of them. One
 * that is stuck is seen, too. May be asked from any thread.
 */
public final class LoopLag {
  private static final long EVERY_MS = 100;

  /** Old lags fade by half with every tick, so that one slow moment is no lasting load. */
  private static final double FADING = 0.5;

  private final LongSupplier clock;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();

  /** No loops yet. */
  public LoopLag() {
    this(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  LoopLag(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Watches the event loop that this is called on, as long as that lives.
   *
   * @param vertx whose loop it is
   */
  public void watch(Vertx vertx) {
    Loop loop = join();
    vertx.setPeriodic(EVERY_MS, timer -> loop.tick());
  }

  /** A loop whose ticks somebody else brings. */
  Loop join() {
    Loop loop = new Loop();
    loops.add(loop);
    return loop;
  }

  /** The worst lag of all loops now, in ms. */
  public double ms() {
    long now = clock.getAsLong();
    return loops.stream().mapToDouble(loop -> loop.lagMs(now)).max().orElse(0);
  }

  /** One event loop. */
  final class Loop {
    private volatile long lastMs = clock.getAsLong();
    private volatile double lag;

    /** The timer fired; on the loop. */
    void tick() {
      long now = clock.getAsLong();
      lag = Math.max(now - lastMs - EVERY_MS, lag * FADING);
      lastMs = now;
    }

    double lagMs(long now) {
      return Math.max(lag, now - lastMs - EVERY_MS);
    }
  }
}
