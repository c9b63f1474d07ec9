package coda.voice.engine.ladder;

import static coda.voice.engine.EngineError.ENGINE_TIMEOUT;

import coda.voice.engine.Engine;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.ladder.Breaker.Admission;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One engine at a piece of work: it waits for the first thing delivered, delivers, and is over.
 * Whoever moves it on first (the engine, the deadline, the caller) has decided.
 *
 * @param <E> the kind of engine
 * @param <H> what the engine gives for a piece of work
 */
final class Attempt<E extends Engine, H> {
  private enum State {
    WAITING,
    DELIVERING,
    OVER
  }

  private static final Runnable NOTHING = () -> {};

  private final Work<E, H> work;
  private final Rung<E> rung;
  private final int index;
  private final Admission admission;
  private final long startNanos;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final AtomicReference<Runnable> deadline = new AtomicReference<>(NOTHING);
  private final AtomicReference<@Nullable EngineChange> early = new AtomicReference<>();
  private volatile boolean unwanted;
  private volatile @Nullable H handle;

  Attempt(Work<E, H> work, Rung<E> rung, int index, Admission admission) {
    this.work = work;
    this.rung = rung;
    this.index = index;
    this.admission = admission;
    this.startNanos = work.rungs().clock().nanoTime();
  }

  Rung<E> rung() {
    return rung;
  }

  int index() {
    return index;
  }

  /** What the engine gave for the work; null until it has. */
  @Nullable H handle() {
    return handle;
  }

  boolean delivering() {
    return state.get() == State.DELIVERING;
  }

  boolean isOver() {
    return state.get() == State.OVER;
  }

  /** Whether it took so little time that another try still makes sense. */
  boolean quick() {
    long took = TimeUnit.NANOSECONDS.toMillis(work.rungs().clock().nanoTime() - startNanos);
    return took <= work.rungs().settings().budgetMs() / 2;
  }

  /**
   * Gives the work to the engine.
   *
   * @return why it does not take it, or null
   */
  @Nullable EngineException begin() {
    H given;
    try {
      given = work.ask(rung.engine(), this);
    } catch (EngineException e) {
      return refused(e);
    } catch (RuntimeException e) {
      return refused(EngineException.failed(rung.name(), e));
    }
    rung.tally().asked.increment();
    handle = given;
    if (unwanted) {
      work.cancel(given);
    } else if (!isOver()) {
      work.begun(this);
    }
    return null;
  }

  /** It has thrown. If it has called its listener as well, that goes before. */
  private @Nullable EngineException refused(EngineException failure) {
    return switch (state.getAndSet(State.OVER)) {
      case WAITING -> {
        if (!Work.isBusy(failure)) {
          rung.tally().asked.increment();
        }
        judge(failure);
        yield failure;
      }
      case DELIVERING -> {
        brokeOff(failure);
        yield null;
      }
      case OVER -> null;
    };
  }

  private void judge(EngineException failure) {
    if (Work.isBusy(failure)) {
      rung.tally().skippedBusy.increment();
      admission.withdrawn();
    } else {
      rung.failed(failure);
      admission.failed(failure);
    }
  }

  /** From now on it has so long to deliver; if it does not, it is given up. */
  void expireAfter(long ms) {
    Runnable callOff = work.rungs().clock().later(ms, () -> expire(ms));
    deadline.getAndSet(callOff).run();
    if (isOver() || (delivering() && !work.timedToTheEnd())) {
      callOff.run();
    }
  }

  private void expire(long ms) {
    EngineException late =
        new EngineException(
            ENGINE_TIMEOUT,
            "Engine '%s' delivered nothing within its %d ms".formatted(rung.name(), ms),
            "A speech engine took too long",
            null);
    if (state.compareAndSet(State.WAITING, State.OVER)) {
      judge(late);
      dismiss();
      work.gaveWay(this, late);
    } else if (delivering() && work.timedToTheEnd()) {
      // It counts, but what there is may still be of use to whoever asked.
      rung.failed(late);
      admission.failed(late);
    }
  }

  /**
   * The engine delivers. To be asked before everything that goes on to the listener.
   *
   * @return whether it still may
   */
  boolean delivers() {
    if (state.get() == State.WAITING && state.compareAndSet(State.WAITING, State.DELIVERING)) {
      if (!work.timedToTheEnd()) {
        deadline.getAndSet(NOTHING).run();
      }
      admission.worked();
      rung.tally().delivered.increment();
      work.delivered();
      work.announce(this);
      EngineChange change = early.getAndSet(null);
      if (change != null) {
        work.pass(change);
      }
    }
    return state.get() == State.DELIVERING;
  }

  /** The engine has a change of its own to tell. */
  void changed(EngineChange change) {
    if (delivering()) {
      work.pass(change);
    } else {
      early.set(change);
    }
  }

  /**
   * The engine has come to a good end.
   *
   * @param tell tells the listener
   */
  void done(Runnable tell) {
    if (delivers() && state.compareAndSet(State.DELIVERING, State.OVER)) {
      deadline.getAndSet(NOTHING).run();
      try {
        tell.run();
      } finally {
        work.end();
      }
    }
  }

  /** The engine has failed. */
  void failed(EngineException failure) {
    if (state.compareAndSet(State.WAITING, State.OVER)) {
      deadline.getAndSet(NOTHING).run();
      judge(failure);
      work.gaveWay(this, failure);
    } else if (state.compareAndSet(State.DELIVERING, State.OVER)) {
      brokeOff(failure);
    }
  }

  /** It has failed after it had delivered something: nobody can take over from there. */
  private void brokeOff(EngineException failure) {
    deadline.getAndSet(NOTHING).run();
    rung.failed(failure);
    admission.failed(failure);
    work.fail(failure);
  }

  /** Nobody wants what it does. */
  void abandon() {
    if (state.getAndSet(State.OVER) != State.OVER) {
      deadline.getAndSet(NOTHING).run();
      admission.withdrawn();
      dismiss();
    }
  }

  private void dismiss() {
    unwanted = true;
    H given = handle;
    if (given != null) {
      work.cancel(given);
    }
  }
}
