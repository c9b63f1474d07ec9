package coda.voice.engine.ladder;

import static coda.voice.engine.EngineError.ENGINE_BUSY;
import static coda.voice.engine.EngineError.ENGINE_LOST;
import static coda.voice.engine.EngineError.ENGINE_TIMEOUT;
import static coda.voice.engine.EngineError.ENGINE_UNAVAILABLE;
import static coda.voice.engine.EngineError.ENGINE_UNSUITABLE;

import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineListener;
import coda.voice.engine.ladder.Breaker.Admission;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work on its way down the ladder: an utterance, a sentence, an answer.
 *
 * <p>At any time at most one engine is at it. Who delivers first and who comes too late is decided
 * by one atomic change in the {@link Attempt}, so the listener never hears two engines; that also
 * keeps its calls one at a time, for the next engine is only asked when the one before can no
 * longer get through. Nothing is locked.
 *
 * @param <E> the kind of engine
 * @param <H> what the engine gives for a piece of work
 */
abstract class Work<E extends Engine, H> {
  /** A connection that broke is tried once more after so long, in ms. */
  static final long RETRY_MS = 50;

  private final Rungs<E> rungs;
  private final EngineListener listener;
  private final Told told;
  private final Permit permit;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Map<Integer, String> reasons = new ConcurrentHashMap<>();
  private volatile @Nullable Attempt<E, H> current;
  private volatile long startNanos;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile @Nullable Attempt<E, H> failed;
  private volatile @Nullable EngineException lastFailure;
  private volatile boolean busy;

  /**
   * A piece of work; {@link #start} begins it.
   *
   * @throws EngineBusyException when the whole ladder is full
   */
  Work(Rungs<E> rungs, EngineListener listener, Told told) {
    this.rungs = rungs;
    this.listener = listener;
    this.told = told;
    this.startNanos = rungs.clock().nanoTime();
    this.permit = rungs.capacity().acquire();
  }

  /**
   * Whether an engine behind the first can do this at all; one that cannot is passed over without
   * being counted.
   */
  boolean suits(E engine) {
    return true;
  }

  /** Gives the work to an engine. May throw what the engine throws. */
  abstract H ask(E engine, Attempt<E, H> attempt);

  /** The engine has taken it. */
  void begun(Attempt<E, H> attempt) {}

  /** Nobody wants what the engine does. */
  abstract void cancel(H handle);

  /** Tells the listener that it did not work. */
  abstract void tellFailure(EngineException failure);

  /** Whether what was taken in so far can be given to another engine. */
  boolean repeatable() {
    return true;
  }

  /** Something was delivered: no other engine will be asked. */
  void delivered() {}

  /** Nothing more will happen; called once. */
  void over() {}

  /** Whether the time of the first delivery runs from the beginning. */
  boolean hurried() {
    return true;
  }

  /** Whether the end has to come in time as well, not only the first delivery. */
  boolean timedToTheEnd() {
    return false;
  }

  /**
   * Asks the first engine that can be had.
   *
   * @throws EngineException when nobody takes the work
   */
  final void start() {
    @Nullable EngineException nobody;
    try {
      nobody = proceed(0);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
    if (nobody != null && !onceMore(nobody)) {
      end();
      throw nobody;
    }
  }

  /** From now on the time to the first delivery runs. */
  final void hurry() {
    startNanos = rungs.clock().nanoTime();
    Attempt<E, H> attempt = current;
    if (attempt != null) {
      watch(attempt);
    }
  }

  /** Nobody wants the result. Idempotent, any thread. */
  final void abandon() {
    end();
    Attempt<E, H> attempt = current;
    if (attempt != null) {
      attempt.abandon();
    }
  }

  final boolean isOver() {
    return ended.get();
  }

  /** The engine that is at it now, or was last. */
  final @Nullable Attempt<E, H> current() {
    return current;
  }

  final Rungs<E> rungs() {
    return rungs;
  }

  final void end() {
    if (ended.compareAndSet(false, true)) {
      permit.close();
      over();
    }
  }

  /**
   * Asks the engines from one on, in order.
   *
   * @return why nobody takes the work; null when somebody does, or nobody wants it any more
   */
  private @Nullable EngineException proceed(int from) {
    for (int i = from; i < rungs.size() && !ended.get(); i++) {
      Rung<E> rung = rungs.get(i);
      if (i > 0 && !suits(rung.engine())) {
        reasons.put(i, ENGINE_UNSUITABLE.code());
        continue;
      }
      Optional<Admission> admission = rung.enter();
      if (admission.isEmpty()) {
        reasons.put(i, rung.lastFailure());
        continue;
      }
      Attempt<E, H> attempt = new Attempt<>(this, rung, i, admission.get());
      current = attempt;
      EngineException failure = attempt.begin();
      if (failure == null) {
        if (ended.get()) {
          attempt.abandon();
        } else if (hurried()) {
          watch(attempt);
        }
        return null;
      }
      if (!mayGoOn(attempt, failure)) {
        return failure;
      }
    }
    if (ended.get()) {
      return null;
    }
    EngineException known = lastFailure;
    return known != null ? known : rungs.nobody(busy);
  }

  static boolean isBusy(EngineException failure) {
    return failure.is(ENGINE_BUSY);
  }

  /** Notes why an engine did not do the work; says whether another may be asked after that. */
  private boolean mayGoOn(Attempt<E, H> attempt, EngineException failure) {
    reasons.put(attempt.index(), failure.code());
    if (isBusy(failure)) {
      busy = true;
      return true;
    }
    EngineException before = lastFailure;
    if (before != null && before != failure) {
      failure.addSuppressed(before);
    }
    lastFailure = failure;
    failed = attempt;
    return failures.incrementAndGet() < 2;
  }

  /** Gives an engine that is at it its share of the time that is left. */
  private void watch(Attempt<E, H> attempt) {
    long left = leftMs();
    boolean another = failures.get() == 0 && repeatable() && rungs.anotherBelow(attempt.index());
    attempt.expireAfter(another ? rungs.settings().share(attempt.rung().name(), left) : left);
  }

  private long leftMs() {
    long spent = TimeUnit.NANOSECONDS.toMillis(rungs.clock().nanoTime() - startNanos);
    return Math.max(0, rungs.settings().budgetMs() - spent);
  }

  /** An engine has failed before it had delivered anything. */
  final void gaveWay(Attempt<E, H> attempt, EngineException failure) {
    boolean inTime = !hurried() || leftMs() > 0;
    if (!mayGoOn(attempt, failure) || !repeatable() || !inTime) {
      fail(failure);
      return;
    }
    // On another thread: the engine that has failed may give its permit back only when it returns.
    rungs.clock().execute(() -> goOn(attempt.index() + 1));
  }

  private void goOn(int from) {
    EngineException nobody = proceed(from);
    if (nobody != null && !onceMore(nobody)) {
      fail(nobody);
    }
  }

  /** Whether the engine that failed is asked once more, because nobody else is there. */
  private boolean onceMore(EngineException nobody) {
    Attempt<E, H> first = failed;
    if (first == null
        || nobody != lastFailure
        || failures.get() > 1
        || !first.quick()
        || !transientTrouble(nobody)) {
      return false;
    }
    int index = first.index();
    var unused = rungs.clock().later(RETRY_MS, () -> again(index, nobody));
    return true;
  }

  private void again(int index, EngineException failure) {
    EngineException nobody = proceed(index);
    if (nobody != null) {
      fail(isBusy(nobody) ? failure : nobody);
    }
  }

  private static boolean transientTrouble(EngineException failure) {
    if (failure.is(ENGINE_LOST)) {
      return true;
    }
    if (failure.is(ENGINE_TIMEOUT)) {
      return false;
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return !(cause instanceof ConnectException) && !(cause instanceof InterruptedIOException);
      }
    }
    return false;
  }

  final void fail(EngineException failure) {
    if (!ended.get()) {
      try {
        tellFailure(failure);
      } finally {
        end();
      }
    }
  }

  /** Passes on what an engine itself says about another one. */
  final void pass(EngineChange change) {
    listener.onEngineChange(change);
  }

  /** Tells the listener who does the work, if that is news to it. */
  final void announce(Attempt<E, H> attempt) {
    int now = attempt.index();
    if (now > 0) {
      attempt.rung().tally().takenOver.increment();
    }
    int before = told.getAndSet(now);
    if (before != now) {
      boolean recovered = now < before;
      listener.onEngineChange(
          new EngineChange(
              rungs.role(),
              rungs.get(before).name(),
              attempt.rung().name(),
              recovered ? "" : reasons.getOrDefault(before, ENGINE_UNAVAILABLE.code()),
              recovered));
    }
  }
}
