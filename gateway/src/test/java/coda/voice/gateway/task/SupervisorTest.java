package coda.voice.gateway.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.ErrorCode;
import coda.voice.gateway.GatewayException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private final Semaphore time = new Semaphore(0);
  private final Supervisor supervisor =
      new Supervisor(
          meters,
          wait -> {
            waits.add(wait);
            time.acquire();
          });

  @AfterEach
  void close() {
    supervisor.close();
  }

  private TaskState state() {
    return supervisor.states().getFirst();
  }

  @Test
  void shouldDoAPeriodicTaskAtOnceAndAgainAfterEachPause() {
    AtomicInteger runs = new AtomicInteger();
    supervisor.every("sweep", Duration.ofMinutes(5), runs::incrementAndGet);

    await().until(() -> waits.size() == 1);
    assertThat(runs).hasValue(1);
    time.release();
    await().until(() -> waits.size() == 2);

    assertThat(runs).hasValue(2);
    assertThat(waits).containsOnly(Duration.ofMinutes(5));
    assertThat(state().phase()).isEqualTo(TaskState.Phase.WAITING);
  }

  @Test
  void shouldDoATaskAgainAfterEachFailureWithGrowingPauses() {
    AtomicInteger runs = new AtomicInteger();
    supervisor.every(
        "fetch",
        Duration.ofHours(1),
        () -> {
          if (runs.incrementAndGet() <= 8) {
            throw new GatewayException(ErrorCode.told("FETCH_FAILED"), "the other side is gone");
          }
        });

    time.release(8);
    await().until(() -> waits.size() == 9);

    assertThat(waits.stream().map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 3600L);
    assertThat(meters.counter("coda.tasks.failures", "task", "fetch").count()).isEqualTo(8);
    assertThat(state().failures()).isEqualTo(8);
    assertThat(state().lastFailure()).hasValue("FETCH_FAILED");
    assertThat(state().healthy()).isTrue();
  }

  @Test
  void shouldSayThatATaskIsNotHealthyWhileItFails() {
    supervisor.every(
        "fetch",
        Duration.ofHours(1),
        () -> {
          throw new AssertionError("a defect, not even an exception");
        });

    await().until(() -> state().phase() == TaskState.Phase.BACKING_OFF);

    assertThat(state().healthy()).isFalse();
    assertThat(state().failuresInARow()).isEqualTo(1);
  }

  @Test
  void shouldBeginAContinuousTaskAgainOnlyWhenItFails() {
    AtomicInteger runs = new AtomicInteger();
    supervisor.keep(
        "watch",
        () -> {
          if (runs.incrementAndGet() == 1) {
            throw new IllegalStateException("once");
          }
        });
    time.release();

    await().until(() -> state().phase() == TaskState.Phase.STOPPED);

    assertThat(runs).hasValue(2);
  }

  @Test
  void shouldTakeAnInterruptionThatIsNotItsOwnForAFailure() {
    AtomicInteger runs = new AtomicInteger();
    supervisor.every(
        "odd",
        Duration.ofHours(1),
        () -> {
          if (runs.incrementAndGet() == 1) {
            throw new InterruptedException();
          }
        });
    time.release();

    await().until(() -> waits.size() == 2);

    assertThat(runs).hasValue(2);
    assertThat(state().failures()).isEqualTo(1);
  }

  @Test
  void shouldStopTheLastOneBegunFirst() {
    List<String> ended = new CopyOnWriteArrayList<>();
    CountDownLatch begun = new CountDownLatch(2);
    for (String name : List.of("first", "second")) {
      supervisor.keep(
          name,
          () -> {
            begun.countDown();
            try {
              new CountDownLatch(1).await();
            } finally {
              ended.add(name);
            }
          });
    }
    await().until(() -> begun.getCount() == 0);

    supervisor.close();

    assertThat(ended).containsExactly("second", "first");
    assertThat(supervisor.states()).allMatch(state -> state.phase() == TaskState.Phase.STOPPED);
    assertThatThrownBy(() -> supervisor.keep("third", () -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNotHaveTwoTasksOfOneName() {
    supervisor.every("sweep", Duration.ofMinutes(5), () -> {});

    assertThatThrownBy(() -> supervisor.every("sweep", Duration.ofMinutes(5), () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
