package coda.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.engine.TurnDetector.TurnEvidence;
import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.engine.TurnDetector.TurnWatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A detector with a model that listens plugs in like any other engine. */
class ListeningTurnDetectorTest {
  private static final TurnEvidence EVIDENCE =
      new TurnEvidence("", 1_000, "en", OptionalDouble.empty());

  private final ExecutorService inference = Executors.newSingleThreadExecutor();
  private final FramePool frames = new FramePool(2);
  private final BlockingQueue<TurnOutlook> told = new LinkedBlockingQueue<>();
  private final TurnDetector detector =
      EngineRegistry.of(List.of(FallingVoiceDetector.provider()))
          .provider(TurnDetector.class, "falling-voice")
          .open(new EngineContext(Map.of(), inference, inference));

  @AfterEach
  void everythingIsGivenBack() {
    inference.close();
    assertThat(detector.capacity().inUse()).isZero();
    assertThat(frames.leased()).isZero();
  }

  @Test
  void shouldListenAndAnswerLater() throws InterruptedException {
    try (TurnWatch watch = detector.open(told::add)) {
      hear(watch, 8_000);
      hear(watch, 800);
      assertThat(watch.judge(EVIDENCE)).isEqualTo(TurnOutlook.UNKNOWN);
      assertThat(told.poll(30, TimeUnit.SECONDS).finished()).isGreaterThan(0.9);

      hear(watch, 8_000);
      assertThat(watch.judge(EVIDENCE)).isEqualTo(TurnOutlook.UNKNOWN);
      assertThat(told.poll(30, TimeUnit.SECONDS).finished()).isLessThan(0.1);
    }
  }

  @Test
  void shouldTellNothingOnceClosed() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    inference.execute(() -> awaited(busy));
    TurnWatch watch = detector.open(told::add);
    hear(watch, 8_000);
    watch.judge(EVIDENCE);
    watch.close();
    watch.close();

    busy.countDown();
    inference.shutdown();
    assertThat(inference.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void shouldHaveNoOpinionWhenItsThreadsAreBusy() {
    inference.shutdown();
    try (TurnWatch watch = detector.open(told::add)) {
      assertThat(watch.judge(EVIDENCE).finished()).isEqualTo(0.5);
    }
    assertThat(told).isEmpty();
  }

  private void hear(TurnWatch watch, int loudness) {
    int rate = detector.sampleRate().orElseThrow();
    short[] sound = new short[FramePool.samplesPerFrame(rate)];
    Arrays.fill(sound, (short) loudness);
    AudioFrame frame = frames.lease(rate).fill(sound, 0, sound.length);
    watch.hear(frame);
    frame.release();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
