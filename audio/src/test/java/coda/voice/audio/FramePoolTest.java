package coda.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FramePoolTest {
  @Test
  void shouldNotAllocateInTheSteadyState() {
    FramePool pool = new FramePool(8);
    for (int i = 0; i < 1_000; i++) {
      AudioFrame a = pool.lease(16_000);
      AudioFrame b = pool.lease(16_000);
      a.release();
      b.release();
    }

    assertThat(pool.created()).isEqualTo(2);
  }

  @Test
  void shouldLetFramesGoWhenItIsFull() {
    FramePool pool = new FramePool(2);
    List<AudioFrame> frames = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      frames.add(pool.lease(16_000));
    }
    frames.forEach(AudioFrame::release);

    assertThat(pool.leased()).isZero();
  }

  @Test
  void shouldHoldTwentyMillisecondsOfEveryRate() {
    for (int rate : SampleRates.ALL) {
      int samples = FramePool.samplesPerFrame(rate);
      assertThat(samples * 1000).isEqualTo(rate * FramePool.FRAME_MS);
      assertThat(samples).isLessThanOrEqualTo(FramePool.FRAME_CAPACITY);
    }
  }

  @Property(tries = 15)
  void shouldNeverShareAFrameAmongThreads(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int threads)
      throws InterruptedException, ExecutionException {
    FramePool pool = new FramePool(4);
    var handedOver = new LinkedBlockingQueue<AudioFrame>();
    AtomicBoolean overwritten = new AtomicBoolean();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        short mark = (short) (thread + 1);
        Random random = new Random(seed + thread);
        workers.add(
            executor.submit(
                () -> {
                  for (int i = 0; i < 2_000; i++) {
                    AudioFrame frame = pool.lease(16_000);
                    frame.samples()[0] = mark;
                    if (random.nextBoolean()) {
                      handedOver.add(frame.retain());
                    }
                    if (frame.samples()[0] != mark) {
                      overwritten.set(true);
                    }
                    frame.release();
                    AudioFrame other = handedOver.poll();
                    if (other != null) {
                      other.release();
                    }
                  }
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
    assertThat(pool.leased()).isEqualTo(handedOver.size());
    handedOver.forEach(AudioFrame::release);

    assertThat(pool.leased()).isZero();
    assertThat(overwritten).isFalse();
  }
}
