package coda.voice.client.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RealTimeMicrophoneTest {
  private static final long MS = 1_000_000;

  /** Time that passes only by sleeping, and by what a test adds. */
  private static final class VirtualClock implements PaceClock {
    final AtomicLong now = new AtomicLong(12_345);
    final List<Long> sleeps = Collections.synchronizedList(new ArrayList<>());

    @Override
    public long nanoTime() {
      return now.get();
    }

    @Override
    public void sleepUntil(long nanoTime) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      sleeps.add(nanoTime);
      now.accumulateAndGet(nanoTime, Math::max);
    }
  }

  private record Step(long atNanos, short first, short last) {}

  private final VirtualClock clock = new VirtualClock();

  /** Delivers some steps and returns when each was handed on. */
  private List<Step> deliver(AudioSource source, int steps, long delayNanosInStep, int slowStep) {
    List<Step> delivered = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch enough = new CountDownLatch(steps);
    AtomicReference<RealTimeMicrophone> self = new AtomicReference<>();
    RealTimeMicrophone microphone =
        new RealTimeMicrophone(
            source,
            samples -> {
              delivered.add(
                  new Step(clock.nanoTime() - 12_345, samples[0], samples[samples.length - 1]));
              if (delivered.size() - 1 == slowStep) {
                clock.now.addAndGet(delayNanosInStep);
              }
              enough.countDown();
              if (enough.getCount() == 0) {
                self.get().close();
              }
            },
            clock);
    self.set(microphone);
    microphone.start();
    assertThat(microphone.finished()).succeedsWithin(Duration.ofSeconds(30));
    return delivered;
  }

  private static short[] ramp(int length) {
    short[] samples = new short[length];
    for (int at = 0; at < length; at++) {
      samples[at] = (short) (at + 1);
    }
    return samples;
  }

  @Test
  void shouldHandOnEachStepWhenItsLastSampleIsRecorded() {
    List<Step> steps = deliver(new RecordedSource(ramp(1_600), 16_000), 5, 0, -1);
    assertThat(steps)
        .extracting(Step::atNanos)
        .containsExactly(20 * MS, 40 * MS, 60 * MS, 80 * MS, 100 * MS);
    assertThat(steps).extracting(Step::first).containsExactly(shorts(1, 321, 641, 961, 1281));
    assertThat(steps.getLast().last()).isEqualTo((short) 1_600);
  }

  @Test
  void shouldNotDriftWhenAStepIsNoWholeNumberOfNanoseconds() {
    // 441 samples at 22,050 Hz are 20 ms, but one sample is 45,351.47… ns.
    List<Step> steps = deliver(new RecordedSource(ramp(30_000), 22_050), 500, 0, -1);
    assertThat(steps.getLast().atNanos()).isEqualTo(500 * 20 * MS);
  }

  @Test
  void shouldCatchUpAfterADelayInsteadOfShiftingEverything() {
    List<Step> steps = deliver(new RecordedSource(ramp(4_800), 16_000), 6, 50 * MS, 1);
    assertThat(steps)
        .extracting(Step::atNanos)
        .containsExactly(20 * MS, 40 * MS, 90 * MS, 90 * MS, 100 * MS, 120 * MS);
  }

  @Test
  void shouldGoOnWithSilenceAtTheSamePace() {
    List<Step> steps = deliver(new RecordedSource(ramp(400), 16_000), 4, 0, -1);
    assertThat(steps)
        .containsExactly(
            new Step(20 * MS, (short) 1, (short) 320),
            new Step(40 * MS, (short) 321, (short) 0),
            new Step(60 * MS, (short) 0, (short) 0),
            new Step(80 * MS, (short) 0, (short) 0));
  }

  @Test
  void shouldTellWhenTheSourceEnded() {
    RealTimeMicrophone microphone =
        new RealTimeMicrophone(new RecordedSource(ramp(400), 16_000), samples -> {}, clock);
    microphone.start();
    assertThat(microphone.sourceEnded()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(400L);
    assertThat(microphone.nanosOf(16_000 * 3_600L) - microphone.startNanos())
        .isEqualTo(3_600_000 * MS);
    microphone.close();
    microphone.close();
    assertThat(microphone.finished()).isCompleted();
  }

  @Test
  void shouldLeaveThePaceToALiveSource() {
    AtomicLong left = new AtomicLong(3);
    AudioSource live =
        new AudioSource() {
          @Override
          public int sampleRate() {
            return 16_000;
          }

          @Override
          public boolean isLive() {
            return true;
          }

          @Override
          public int read(short[] target) {
            clock.now.addAndGet(20 * MS);
            return left.getAndDecrement() > 0 ? target.length : 0;
          }

          @Override
          public void close() {}
        };
    deliver(live, 3, 0, -1);
    assertThat(clock.sleeps).isEmpty();
  }

  @Test
  void shouldReportWhatItsSinkThrows() {
    RealTimeMicrophone microphone =
        new RealTimeMicrophone(
            new RecordedSource(ramp(400), 16_000),
            samples -> {
              throw new IllegalStateException("full");
            },
            clock);
    microphone.start();
    assertThat(microphone.finished())
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("full");
  }

  private static Short[] shorts(int... values) {
    Short[] shorts = new Short[values.length];
    for (int at = 0; at < values.length; at++) {
      shorts[at] = (short) values[at];
    }
    return shorts;
  }
}
