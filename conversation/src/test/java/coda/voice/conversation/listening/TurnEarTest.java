package coda.voice.conversation.listening;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.engine.LightEngine;
import coda.voice.engine.TurnDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TurnEarTest {
  private static final int RATE = 16_000;

  private final FramePool pool = new FramePool(16);
  private final Listener detector = new Listener(OptionalInt.of(8_000));
  private final List<Runnable> loop = new ArrayList<>();
  private final List<TurnDetector.TurnOutlook> told = new ArrayList<>();

  private TurnEar ear(TurnDetector of) {
    return new TurnEar(of, pool, RATE, loop::add, told::add);
  }

  private void hears(TurnEar ear, int frames) {
    for (int i = 0; i < frames; i++) {
      AudioFrame frame = pool.lease(RATE).length(FramePool.samplesPerFrame(RATE));
      ear.hear(frame);
      frame.release();
    }
  }

  @Test
  void aDetectorThatListensHearsTheSoundAtItsOwnRate() {
    try (TurnEar ear = ear(detector)) {
      hears(ear, 50);
    }
    assertThat(detector.rates).containsOnly(8_000);
    // The resampler keeps a few ms for what comes next.
    assertThat(detector.samples).isBetween(8_000 - 320, 8_000);
    assertThat(pool.leased()).as("frames given back").isZero();
  }

  @Test
  void aDetectorOfWordsHearsNothing() {
    Listener deaf = new Listener(OptionalInt.empty());
    try (TurnEar ear = ear(deaf)) {
      hears(ear, 10);
    }
    assertThat(deaf.samples).isZero();
  }

  @Test
  void whatIsFoundLaterIsToldOnTheLoop() {
    try (TurnEar ear = ear(detector)) {
      detector.later.accept(TurnDetector.TurnOutlook.COMPLETE);
      assertThat(told).isEmpty();
      loop.forEach(Runnable::run);
      assertThat(told).containsExactly(TurnDetector.TurnOutlook.COMPLETE);
    }
  }

  @Test
  void thePermitIsGivenBackAtTheEnd() {
    TurnEar ear = ear(detector);
    assertThat(detector.capacity().inUse()).isEqualTo(1);
    ear.close();
    assertThat(detector.capacity().inUse()).isZero();
  }

  private static final class Listener extends LightEngine implements TurnDetector {
    private final OptionalInt rate;
    private final List<Integer> rates = new ArrayList<>();
    private int samples;
    private Consumer<TurnOutlook> later = outlook -> {};

    Listener(OptionalInt rate) {
      super("listener");
      this.rate = rate;
    }

    @Override
    public OptionalInt sampleRate() {
      return rate;
    }

    @Override
    public TurnWatch open(Consumer<TurnOutlook> whenFound) {
      later = whenFound;
      TurnWatch judging = TurnWatch.of(evidence -> TurnOutlook.UNKNOWN, capacity().acquire());
      return new TurnWatch() {
        @Override
        public void hear(AudioFrame frame) {
          rates.add(frame.sampleRate());
          samples += frame.length();
        }

        @Override
        public TurnOutlook judge(TurnEvidence evidence) {
          return judging.judge(evidence);
        }

        @Override
        public void close() {
          judging.close();
        }
      };
    }
  }
}
