package coda.voice.gateway;

import coda.voice.conversation.SessionLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The event loop of a socket as the loop of its session. A task that throws is reported, never
 * lost.
 */
public final class VertxSessionLoop implements SessionLoop {
  private final Vertx vertx;
  private final Context context;
  private final LogContext log;
  private final Consumer<Throwable> defects;

  /**
   * A loop.
   *
   * @param context an event-loop context; everything runs on its thread
   * @param log the ids of log lines
   * @param defects told, on the loop, what a task threw
   */
  public VertxSessionLoop(Context context, LogContext log, Consumer<Throwable> defects) {
    this.vertx = context.owner();
    this.context = context;
    this.log = log;
    this.defects = defects;
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(ignored -> run(task));
  }

  @Override
  public Cancellable schedule(long delayMs, Runnable task) {
    Timer timer = new Timer(task);
    if (context.equals(Vertx.currentContext())) {
      timer.start(delayMs);
    } else {
      context.runOnContext(ignored -> timer.start(delayMs));
    }
    return timer;
  }

  @Override
  public long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public long wallClockMillis() {
    return System.currentTimeMillis();
  }

  /**
   * Runs a task now, on the loop already, as if it had been given to it.
   *
   * @param task what
   */
  public void run(Runnable task) {
    log.run(
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            defects.accept(e);
          }
        });
  }

  /**
   * Vert.x timers are at least 1 ms, and belong to the context they are set on; what is due at once
   * waits its turn without one.
   */
  private final class Timer implements Cancellable {
    private static final long NONE = -1;

    private final Runnable task;
    private volatile boolean cancelled;
    private volatile long id = NONE;

    Timer(Runnable task) {
      this.task = task;
    }

    void start(long delayMs) {
      if (cancelled) {
        return;
      }
      if (delayMs <= 0) {
        context.runOnContext(ignored -> fire());
      } else {
        id = vertx.setTimer(delayMs, ignored -> fire());
      }
    }

    private void fire() {
      if (!cancelled) {
        run(task);
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      long timer = id;
      if (timer != NONE) {
        vertx.cancelTimer(timer);
      }
    }
  }
}
