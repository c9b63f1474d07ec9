package coda.voice.engine.ladder;

import static coda.voice.engine.EngineError.ENGINE_UNAVAILABLE;

import coda.voice.engine.Engine;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.ladder.Breaker.Admission;
import coda.voice.engine.ladder.LadderSettings.BreakerSettings;
import coda.voice.engine.ladder.RungStatus.Circuit;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine of a ladder with its circuit breaker.
 *
 * <p>An engine that is down or could not be warmed up is not asked; it is warmed up again in the
 * background, once at a time and no more often than the breaker rests. Any thread.
 *
 * @param <E> the kind of engine
 */
final class Rung<E extends Engine> {
  private static final Logger LOG = LoggerFactory.getLogger(Rung.class);

  private final String role;
  private final E engine;
  private final BreakerSettings settings;
  private final LadderClock clock;
  private final Breaker breaker;
  private final RungTally tally = new RungTally();
  private final AtomicBoolean nursed = new AtomicBoolean();
  private volatile boolean warm;
  private volatile boolean closed;
  private volatile String lastFailure = "";

  Rung(String role, E engine, BreakerSettings settings, LadderClock clock) {
    this.role = role;
    this.engine = engine;
    this.settings = settings;
    this.clock = clock;
    this.breaker = new Breaker(engine.name(), settings, clock, this::changed);
  }

  E engine() {
    return engine;
  }

  String name() {
    return engine.name();
  }

  RungTally tally() {
    return tally;
  }

  /** The code of its last failure, for whoever must be told why it is not asked. */
  String lastFailure() {
    return lastFailure.isEmpty() ? ENGINE_UNAVAILABLE.code() : lastFailure;
  }

  /**
   * Warms the engine up; blocks. What goes wrong is kept and tried again in the background.
   *
   * @return what went wrong, if it did
   */
  Optional<EngineException> warmUp() {
    try {
      engine.warmUp();
      warm = true;
      return Optional.empty();
    } catch (RuntimeException e) {
      EngineException failure = known(e);
      failed(failure);
      breaker.open();
      LOG.warn(
          "The {} '{}' is DOWN and tried again every {} ms: {}",
          role,
          name(),
          settings.openMs(),
          failure.getMessage());
      nurse();
      return Optional.of(failure);
    }
  }

  /** Lets a piece of work through to the engine, or counts that it was passed over. */
  Optional<Admission> enter() {
    Optional<Admission> admission = standing() ? breaker.enter() : Optional.empty();
    if (admission.isEmpty()) {
      tally.skippedOpen.increment();
    }
    return admission;
  }

  /** Whether it would be asked, as far as can be said without trying. */
  boolean inviting() {
    return standing() && breaker.inviting();
  }

  /** Whether it works, as far as is known: it is up and its circuit is closed. */
  boolean works() {
    return standing() && breaker.state() == State.CLOSED;
  }

  private boolean standing() {
    if (warm && engine.health().usable()) {
      return true;
    }
    if (warm) {
      nurse();
    }
    return false;
  }

  /** Looks after an engine that is down, unless somebody does already. */
  private void nurse() {
    if (!closed && nursed.compareAndSet(false, true)) {
      var unused = clock.later(settings.openMs(), this::lookAgain);
    }
  }

  private void lookAgain() {
    if (closed) {
      return;
    }
    try {
      if (!warm || !engine.health().usable()) {
        engine.warmUp();
      }
    } catch (RuntimeException e) {
      failed(known(e));
      LOG.debug("The {} '{}' is still down: {}", role, name(), e.getMessage());
      var unused = clock.later(settings.openMs(), this::lookAgain);
      return;
    }
    nursed.set(false);
    warm = true;
    if (breaker.state() == State.CLOSED) {
      cameBack();
    } else {
      breaker.close();
    }
  }

  /** Notes a failure in its own count; the breaker is told by whoever was let through. */
  void failed(EngineException failure) {
    lastFailure = failure.code();
    tally.failed(failure.code());
  }

  private EngineException known(RuntimeException e) {
    return e instanceof EngineException known ? known : EngineException.failed(name(), e);
  }

  private void changed(StateTransition change) {
    switch (change.getToState()) {
      case OPEN -> {
        // Told once: that it still does not work is no news, nor is it when it never was warm.
        if (warm && change.getFromState() == State.CLOSED) {
          LOG.warn(
              "The {} '{}' has failed too often, the last time with {}: it is left alone for {} ms",
              role,
              name(),
              lastFailure(),
              settings.openMs());
        }
      }
      case CLOSED -> cameBack();
      default -> LOG.debug("The circuit of '{}': {}", name(), change);
    }
  }

  private void cameBack() {
    tally.recovered.increment();
    LOG.info("The {} '{}' is back", role, name());
  }

  RungStatus status() {
    return new RungStatus(name(), health(), circuit(), lastFailure, tally.counts());
  }

  private Circuit circuit() {
    return switch (breaker.state()) {
      case OPEN -> Circuit.OPEN;
      case HALF_OPEN -> Circuit.HALF_OPEN;
      default -> Circuit.CLOSED;
    };
  }

  Health health() {
    Health own = engine.health();
    return warm || !own.usable() ? own : Health.down(lastFailure());
  }

  /** Why it does not work, for operators. */
  String trouble() {
    Health own = health();
    if (!own.usable()) {
      return "'%s' is down (%s)"
          .formatted(name(), own.detail().isEmpty() ? lastFailure() : own.detail());
    }
    long rests = breaker.openForMs();
    return rests > 0
        ? "'%s' failed (%s) and is asked again in %d ms".formatted(name(), lastFailure(), rests)
        : "'%s' failed (%s) and is tried with the next piece of work"
            .formatted(name(), lastFailure());
  }

  void close() {
    closed = true;
    try {
      engine.close();
    } catch (RuntimeException e) {
      LOG.warn("The {} '{}' did not close cleanly", role, name(), e);
    }
  }
}
