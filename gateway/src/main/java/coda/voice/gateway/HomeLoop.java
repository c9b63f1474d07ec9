package coda.voice.gateway;

import coda.voice.conversation.SessionLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a session: a mailbox that is emptied on one event loop at a time, its home, and can
 * move to another one when the session's client comes back on another socket.
 *
 * <p>Tasks run one after the other in the order in which they came, whatever thread they came from:
 * at most one emptying is due or under way, and the next is given to the home of that moment. A
 * move is a task like any other: what came before it runs in the old home, what came after it in
 * the new one. Timers come through the mailbox, too.
 *
 * <p>A task that throws is reported, never lost. The mailbox has no bound of its own: what clients
 * send is let in one message at a time, and engines have bounds of theirs.
 */
public final class HomeLoop implements SessionLoop {
  /** After so many tasks the others of the event loop have their turn. */
  private static final int AT_ONCE = 64;

  private static final long IDLE = Long.MIN_VALUE;

  private final Vertx vertx;
  private final LogContext log;
  private final Consumer<Throwable> defects;
  private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private volatile Context home;
  private volatile long dueSince = IDLE;
  private volatile @Nullable RunningTask running;

  /**
   * A loop.
   *
   * @param home an event-loop context; everything runs on its thread at first
   * @param log the ids of log lines
   * @param defects told, on the loop, what a task threw
   */
  public HomeLoop(Context home, LogContext log, Consumer<Throwable> defects) {
    this.vertx = home.owner();
    this.home = home;
    this.log = log;
    this.defects = defects;
  }

  @Override
  public void execute(Runnable task) {
    mailbox.add(task);
    wake();
  }

  /**
   * Moves, after everything that came before. May be called from any thread.
   *
   * @param next the new home
   * @param arrived the first that runs there
   */
  public void moveTo(Context next, Runnable arrived) {
    execute(new Move(next, arrived));
  }

  @Override
  public Cancellable schedule(long delayMs, Runnable task) {
    Timer timer = new Timer(task);
    if (delayMs <= 0) {
      execute(timer::fire);
    } else if (Vertx.currentContext() != null) {
      timer.start(delayMs);
    } else {
      home.runOnContext(ignored -> timer.start(delayMs));
    }
    return timer;
  }

  @Override
  public long nowMillis() {
    return clockMs();
  }

  /** The clock of all such loops, see {@link #nowMillis}. */
  public static long clockMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public long wallClockMillis() {
    return System.currentTimeMillis();
  }

  /** The task that runs now, and since when. May be asked from any thread. */
  public Optional<RunningTask> running() {
    return Optional.ofNullable(running);
  }

  /**
   * For how long the mailbox has waited to be emptied, in ms; 0 when nothing waits, or it is being
   * emptied. May be asked from any thread.
   */
  public long waitingMs() {
    long since = dueSince;
    return since == IDLE ? 0 : Math.max(0, nowMillis() - since);
  }

  private void wake() {
    if (due.compareAndSet(false, true)) {
      dueSince = nowMillis();
      home.runOnContext(ignored -> empty());
    }
  }

  private void empty() {
    dueSince = IDLE;
    for (int done = 0; done < AT_ONCE; done++) {
      Runnable task = mailbox.poll();
      if (task == null) {
        break;
      }
      if (task instanceof Move move) {
        leave(move);
        return;
      }
      run(task);
    }
    due.set(false);
    if (!mailbox.isEmpty()) {
      wake();
    }
  }

  /** The emptying goes on in the new home; until then it stays due, so that none begins here. */
  private void leave(Move move) {
    home = move.next;
    dueSince = nowMillis();
    move.next.runOnContext(
        ignored -> {
          run(move.arrived);
          empty();
        });
  }

  private void run(Runnable task) {
    RunningTask now = new RunningTask(Thread.currentThread(), nowMillis());
    running = now;
    try {
      log.run(() -> guarded(task));
    } finally {
      running = null;
      now.over();
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      defects.accept(e);
    }
  }

  private record Move(Context next, Runnable arrived) implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("A move is carried out by the loop itself");
    }
  }

  /** A timer of whatever event loop set it; what it runs comes through the mailbox. */
  private final class Timer implements Cancellable {
    private static final long NONE = -1;

    private final Runnable task;
    private volatile boolean cancelled;
    private volatile long id = NONE;

    Timer(Runnable task) {
      this.task = task;
    }

    void start(long delayMs) {
      if (!cancelled) {
        id = vertx.setTimer(delayMs, ignored -> execute(this::fire));
      }
    }

    private void fire() {
      if (!cancelled) {
        task.run();
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
