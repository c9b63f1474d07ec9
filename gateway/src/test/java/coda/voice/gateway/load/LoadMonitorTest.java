package coda.voice.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadMonitorTest {
  private final AtomicLong clock = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LoadMonitor load =
      new LoadMonitor(
          () -> new LoadRules(1, 0.5, 1_000, 1_000), meters, clock::get, new SplittableRandom(1));
  private double first;

  private void look(double stress) {
    first = stress;
    clock.addAndGet(1_000);
    load.sample();
  }

  @Test
  void shouldTakeTheLargestLoadAndLeaveOutWhatHasNoLimitOrCannotBeMeasured() {
    load.watch(LoadSource.of("first", 10, () -> first));
    load.watch(LoadSource.of("unlimited", 0, () -> 1_000));
    load.watch(LoadSource.of("unknown", 1, () -> Double.NaN));
    load.watch(
        new LoadSource(
            "broken",
            () -> {
              throw new IllegalStateException("made up");
            }));

    look(4);

    assertThat(load.stress()).isEqualTo(0.4);
    assertThat(meters.get("coda.load.stress").gauge().value()).isEqualTo(0.4);
    assertThat(meters.get("coda.load").tag("source", "first").gauge().value()).isEqualTo(0.4);
    assertThat(meters.get("coda.load").tag("source", "broken").gauge().value()).isNaN();
  }

  @Test
  void shouldExportItsStateAndAskForMorePatienceTheLongerItLasts() {
    load.watch(new LoadSource("first", () -> first));

    look(2);
    look(2);

    assertThat(load.overloaded()).isTrue();
    assertThat(meters.get("coda.load.state").gauge().value()).isEqualTo(1);
    assertThat(load.retryAfterMs()).isBetween(1_500L, 2_500L);
    clock.addAndGet(30_000);
    assertThat(load.retryAfterMs()).isBetween(22_500L, 37_500L);
    assertThat(load.retryAfterMs()).isNotEqualTo(load.retryAfterMs());
    clock.addAndGet(3_600_000);
    assertThat(load.retryAfterMs()).isBetween(45_000L, 75_000L);

    look(0.4);
    look(0.4);
    assertThat(load.overloaded()).isFalse();
    assertThat(meters.get("coda.load.state").gauge().value()).isZero();
  }

  @Test
  void shouldSeeALoopThatIsLateAndOneThatIsStuck() {
    LoopLag lag = new LoopLag(clock::get);
    LoopLag.Loop one = lag.join();
    LoopLag.Loop other = lag.join();
    clock.addAndGet(100);
    one.tick();
    other.tick();
    assertThat(lag.ms()).isZero();

    clock.addAndGet(150);
    one.tick();
    other.tick();
    assertThat(lag.ms()).isEqualTo(50);

    clock.addAndGet(100);
    one.tick();
    assertThat(lag.ms()).isEqualTo(50);
    clock.addAndGet(100);
    one.tick();
    assertThat(lag.ms()).isEqualTo(100);
  }
}
