package coda.voice.engine.ladder;

import coda.voice.engine.ladder.LadderSettings.BreakerSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one engine. Closed: everybody is let through. Open: nobody is. Half-open:
 * exactly one is, and what becomes of that one decides.
 *
 * <p>Resilience4j keeps the states. Two things are added. Its window begins full of successes, so
 * that {@code failures} in {@code window} means just that from the first piece of work on. And who
 * was let through before the circuit opened has no say in what happens after: otherwise a late
 * failure or a late cancel would count as that of the probe, or let in a second one.
 */
final class Breaker {
  private final CircuitBreaker circuit;
  private final LadderClock clock;
  private final BreakerSettings settings;
  private final AtomicReference<@Nullable Admission> probe = new AtomicReference<>();
  private volatile long openedNanos;

  /**
   * A closed circuit.
   *
   * @param name of the engine
   * @param settings when it opens, and for how long
   * @param clock time
   * @param changes told of every change, on the thread that brought it about
   */
  Breaker(
      String name, BreakerSettings settings, LadderClock clock, Consumer<StateTransition> changes) {
    this.settings = settings;
    this.clock = clock;
    this.circuit =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindow(settings.window(), settings.window(), SlidingWindowType.COUNT_BASED)
                // Written as the library reckons the rate, so that rounding cannot part the two.
                .failureRateThreshold(settings.failures() * 100.0f / settings.window())
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(Duration.ofMillis(settings.openMs()))
                .clock(new SteadyClock(clock))
                .build());
    fill();
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> {
              State now = event.getStateTransition().getToState();
              if (now == State.OPEN) {
                openedNanos = clock.nanoTime();
              } else if (now == State.CLOSED) {
                fill();
              }
              changes.accept(event.getStateTransition());
            });
  }

  private void fill() {
    for (int i = 0; i < settings.window(); i++) {
      circuit.onSuccess(0, TimeUnit.NANOSECONDS);
    }
  }

  /** Lets a piece of work through, or does not. */
  Optional<Admission> enter() {
    if (!circuit.tryAcquirePermission()) {
      return Optional.empty();
    }
    Admission admission = new Admission(circuit.getState() == State.HALF_OPEN);
    if (admission.probing && !probe.compareAndSet(null, admission)) {
      return Optional.empty();
    }
    return Optional.of(admission);
  }

  State state() {
    return circuit.getState();
  }

  /** Whether a piece of work would be let through, as far as can be said without trying. */
  boolean inviting() {
    return switch (state()) {
      case OPEN -> openForMs() == 0;
      case HALF_OPEN -> probe.get() == null;
      default -> true;
    };
  }

  /** How long it stays open from now on, in ms; 0 when it is not open or the next one may try. */
  long openForMs() {
    if (state() != State.OPEN) {
      return 0;
    }
    long since = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - openedNanos);
    return Math.max(0, settings.openMs() + 1 - since);
  }

  /** Opens it: the engine is known not to work. */
  void open() {
    if (state() != State.OPEN) {
      circuit.transitionToOpenState();
    }
  }

  /** Closes it: the engine is known to work. */
  void close() {
    if (state() != State.CLOSED) {
      circuit.transitionToClosedState();
    }
  }

  /** Somebody who was let through. Each of its methods counts once at most. */
  final class Admission {
    private final boolean probing;
    private final AtomicBoolean judged = new AtomicBoolean();

    private Admission(boolean probing) {
      this.probing = probing;
    }

    /** The engine has delivered. */
    void worked() {
      if (judged.compareAndSet(false, true)) {
        if (counts()) {
          circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        }
        leave();
      }
    }

    /** The engine has failed, maybe after it had delivered something. */
    void failed(Throwable failure) {
      boolean first = judged.compareAndSet(false, true);
      if (first ? counts() : circuit.getState() == State.CLOSED) {
        circuit.onError(0, TimeUnit.NANOSECONDS, failure);
      }
      if (first) {
        leave();
      }
    }

    /** It cannot be said how the engine would have done. */
    void withdrawn() {
      if (judged.compareAndSet(false, true) && probing) {
        circuit.releasePermission();
        leave();
      }
    }

    private boolean counts() {
      return probing || circuit.getState() == State.CLOSED;
    }

    private void leave() {
      if (probing) {
        probe.set(null);
      }
    }
  }

  /** The ladder's time as the library wants it: no jump of the wall clock lengthens a wait. */
  private static final class SteadyClock extends Clock {
    private final LadderClock clock;

    SteadyClock(LadderClock clock) {
      this.clock = clock;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(clock.nanoTime());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
