package coda.voice.engine;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Atomic permits: how much an engine carries at once. Taking one either succeeds at once or is an
 * explicit {@code busy}; nobody waits in silence. Who would rather wait asks with {@link
 * #acquireWithin} and says how long. May be used from any thread; nothing here takes a lock.
 */
public final class Capacity {
  /** How many may wait at once unless somebody says otherwise. */
  public static final int USUALLY_WAITING = 256;

  /** Far enough away to be never, and near enough for timers to reckon with: decades. */
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

  private final String owner;
  private final int limit;
  private final int mostWaiting;
  private final AtomicInteger inUse = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final LongAdder refused = new LongAdder();

  /**
   * Permits for one engine, and room for {@value #USUALLY_WAITING} who wait for one.
   *
   * @param owner the engine's name, for messages
   * @param limit how many at once, at least 1
   */
  public Capacity(String owner, int limit) {
    this(owner, limit, USUALLY_WAITING);
  }

  /**
   * Permits for one engine.
   *
   * @param owner the engine's name, for messages
   * @param limit how many at once, at least 1
   * @param mostWaiting how many may wait for one; who comes when that many wait is refused at once
   */
  public Capacity(String owner, int limit, int mostWaiting) {
    if (limit < 1 || mostWaiting < 0) {
      throw new IllegalArgumentException(
          "limit must be at least 1 and mostWaiting at least 0, not " + limit + ", " + mostWaiting);
    }
    this.owner = owner;
    this.limit = limit;
    this.mostWaiting = mostWaiting;
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
   * Takes a permit. Does not push ahead of those who wait for one.
   *
   * @return the permit, to be closed exactly when the work ends
   * @throws EngineBusyException when all are taken
   */
  public Permit acquire() {
    if (waiters.isEmpty() && take()) {
      return new Permit(this);
    }
    refused.increment();
    throw new EngineBusyException(owner, limit);
  }

  /**
   * Takes a permit, and waits in line for one when all are taken. First come, first served.
   *
   * <p>Who does not want to wait any longer cancels the returned future ({@code
   * stage.toCompletableFuture().cancel(false)}; cancelling a stage that was derived from it does
   * not reach it). The place in line is given up then and no permit is lost; when {@code cancel}
   * says {@code false} the permit had already come and is the caller's to close.
   *
   * @param atMost how long to wait; zero means not at all
   * @return the permit, to be closed exactly when the work ends; fails with {@link
   *     EngineBusyException} when the time is over or too many wait already. Completed at once, or
   *     later on a virtual thread of its own
   */
  public CompletionStage<Permit> acquireWithin(Duration atMost) {
    if (atMost.isNegative()) {
      throw new IllegalArgumentException("atMost must not be negative, but is " + atMost);
    }
    if (waiters.isEmpty() && take()) {
      return CompletableFuture.completedFuture(new Permit(this));
    }
    if (atMost.isZero() || !reservePlace()) {
      refused.increment();
      return CompletableFuture.failedFuture(new EngineBusyException(owner, limit));
    }
    Waiter waiter = new Waiter();
    waiters.add(waiter);
    serve();
    if (!waiter.claimed) {
      waiter.expireAfter(atMost);
    }
    return waiter;
  }

  /** How many at once. */
  public int limit() {
    return limit;
  }

  /** How many are taken now. */
  public int inUse() {
    return inUse.get();
  }

  /** How many wait for a permit now. */
  public int waiting() {
    return waiting.get();
  }

  /** How often somebody was refused, at once or after waiting, since the start. */
  public long refused() {
    return refused.sum();
  }

  private boolean take() {
    int now;
    do {
      now = inUse.get();
      if (now >= limit) {
        return false;
      }
    } while (!inUse.compareAndSet(now, now + 1));
    return true;
  }

  private boolean reservePlace() {
    int now;
    do {
      now = waiting.get();
      if (now >= mostWaiting) {
        return false;
      }
    } while (!waiting.compareAndSet(now, now + 1));
    return true;
  }

  /** A permit came back: it goes to the first in line, or is free. */
  private void giveBack() {
    Waiter first = waiters.poll();
    if (first != null) {
      hand(first);
      return;
    }
    inUse.decrementAndGet();
    serve();
  }

  /**
   * Hands free permits to those in line. Called after everything that frees a permit and after
   * everything that joins the line, so that whichever of the two comes last sees the other.
   */
  private void serve() {
    while (!waiters.isEmpty() && take()) {
      Waiter first = waiters.poll();
      if (first == null) {
        inUse.decrementAndGet();
      } else {
        hand(first);
      }
    }
  }

  /** Gives a taken permit to somebody who has just left the line. */
  private void hand(Waiter waiter) {
    waiter.claimed = true;
    waiting.decrementAndGet();
    // On a thread of its own: what the waiter does with the permit must not hold up whoever gave
    // one back, and may give it back at once, which would pile up calls otherwise.
    Thread.startVirtualThread(
        () -> {
          Permit permit = new Permit(this);
          if (!waiter.complete(permit)) {
            permit.close();
          }
        });
  }

  /** Who leaves the queue decides what becomes of the place: exactly one side removes it. */
  private final class Waiter extends CompletableFuture<Permit> {
    private volatile boolean claimed;

    private Waiter() {
      var unused =
          whenComplete(
              (permit, failure) -> {
                if (!claimed) {
                  leave();
                }
              });
    }

    private boolean leave() {
      if (!waiters.remove(this)) {
        return false;
      }
      claimed = true;
      waiting.decrementAndGet();
      return true;
    }

    private void expireAfter(Duration atMost) {
      CompletableFuture<Boolean> timer = new CompletableFuture<>();
      var expiry =
          timer.thenAcceptAsync(
              timeIsOver -> {
                var busy = new EngineBusyException(owner, limit, atMost);
                if (leave() && completeExceptionally(busy)) {
                  refused.increment();
                }
              },
              Thread::startVirtualThread);
      long nanos = Math.min(TimeUnit.NANOSECONDS.convert(atMost), LONGEST_NANOS);
      timer.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
      var unused =
          whenComplete(
              (permit, failure) -> {
                timer.cancel(false);
                expiry.cancel(false);
              });
    }

    /** Futures derived from this one have nothing to do with the line. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }

  /** One taken permit. Closing it more than once has no further effect. */
  public static final class Permit implements AutoCloseable {
    private final Capacity capacity;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Permit(Capacity capacity) {
      this.capacity = capacity;
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        capacity.giveBack();
      }
    }
  }
}
