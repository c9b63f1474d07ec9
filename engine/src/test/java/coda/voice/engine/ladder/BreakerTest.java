package coda.voice.engine.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.EngineException;
import coda.voice.engine.ladder.Breaker.Admission;
import coda.voice.engine.ladder.LadderSettings.BreakerSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final EngineException FAILURE = Scripted.failure("ENGINE_FAILED");
  private static final long OPEN_MS = 1_000;

  private final TestLadderClock clock = new TestLadderClock();
  private final Breaker breaker = breaker(3, 10);

  private Breaker breaker(int failures, int window) {
    return new Breaker("e", new BreakerSettings(failures, window, OPEN_MS), clock, change -> {});
  }

  private static Admission enter(Breaker breaker) {
    return breaker.enter().orElseThrow();
  }

  private void open() {
    for (int i = 0; i < 3; i++) {
      enter(breaker).failed(FAILURE);
    }
    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Property(tries = 200)
  void shouldOpenAtSoManyFailuresInTheWindowAndNotBefore(
      @ForAll @IntRange(min = 1, max = 20) int window,
      @ForAll @IntRange(min = 1, max = 20) int wanted,
      @ForAll @Size(max = 60) List<Boolean> outcomes) {
    int failures = Math.min(wanted, window);
    Breaker any = breaker(failures, window);
    Deque<Boolean> last = new ArrayDeque<>();
    for (boolean worked : outcomes) {
      Admission admission = enter(any);
      if (worked) {
        admission.worked();
      } else {
        admission.failed(FAILURE);
      }
      last.add(worked);
      if (last.size() > window) {
        last.remove();
      }
      if (last.stream().filter(ok -> !ok).count() >= failures) {
        assertThat(any.state()).isEqualTo(State.OPEN);
        return;
      }
      assertThat(any.state()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void shouldLetNobodyThroughWhileItIsOpen() {
    open();

    assertThat(breaker.enter()).isEmpty();
    assertThat(breaker.inviting()).isFalse();
    assertThat(breaker.openForMs()).isPositive();
    clock.advance(OPEN_MS - 1);
    assertThat(breaker.enter()).isEmpty();
  }

  @Test
  void shouldCloseWhenTheProbeWorksAndCountAfresh() {
    open();
    clock.advance(OPEN_MS + 1);
    assertThat(breaker.inviting()).isTrue();

    Admission probe = enter(breaker);
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    assertThat(breaker.inviting()).isFalse();
    probe.worked();

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    enter(breaker).failed(FAILURE);
    enter(breaker).failed(FAILURE);
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    enter(breaker).failed(FAILURE);
    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void shouldOpenAgainWhenTheProbeFails() {
    open();
    clock.advance(OPEN_MS + 1);
    enter(breaker).failed(FAILURE);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.enter()).isEmpty();
    clock.advance(OPEN_MS + 1);
    assertThat(breaker.enter()).isPresent();
  }

  @Test
  void shouldLetAnotherProbeThroughWhenOneWasWithdrawn() {
    open();
    clock.advance(OPEN_MS + 1);
    Admission probe = enter(breaker);
    assertThat(breaker.enter()).isEmpty();

    probe.withdrawn();
    probe.failed(FAILURE);

    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    enter(breaker).worked();
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldNotListenToThoseLetThroughBeforeItOpened() {
    Admission failsLate = enter(breaker);
    Admission worksLate = enter(breaker);
    Admission withdrawnLate = enter(breaker);
    open();
    clock.advance(OPEN_MS + 1);
    Admission probe = enter(breaker);

    withdrawnLate.withdrawn();
    assertThat(breaker.enter()).as("no second probe").isEmpty();
    worksLate.worked();
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    failsLate.failed(FAILURE);
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);

    probe.worked();
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldCountFailuresAfterSomethingWasDelivered() {
    for (int i = 0; i < 3; i++) {
      Admission admission = enter(breaker);
      admission.worked();
      admission.failed(FAILURE);
    }

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void shouldLetExactlyOneProbeThroughHoweverManyAsk() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 200; round++) {
        Breaker fresh = breaker(1, 1);
        List<Admission> old = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          old.add(enter(fresh));
        }
        enter(fresh).failed(FAILURE);
        clock.advance(OPEN_MS + 1);
        CountDownLatch together = new CountDownLatch(1);
        List<Future<Optional<Admission>>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          Admission late = i < 4 ? old.get(i) : null;
          asked.add(
              threads.submit(
                  () -> {
                    together.await();
                    if (late != null) {
                      late.withdrawn();
                    }
                    return fresh.enter();
                  }));
        }
        together.countDown();
        int through = 0;
        for (Future<Optional<Admission>> one : asked) {
          through += one.get().isPresent() ? 1 : 0;
        }
        assertThat(through).isEqualTo(1);
      }
    }
  }
}
