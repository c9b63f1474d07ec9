package coda.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.engine.Recognizer.Recognition;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecordingEarTest {
  private final FramePool pool = new FramePool(4);

  /** Counts frames, and has room for so many ms. */
  private static final class Listener implements Recognition {
    final AtomicInteger frames = new AtomicInteger();
    final AtomicInteger roomMs;
    final boolean tells;

    Listener(int roomMs, boolean tells) {
      this.roomMs = new AtomicInteger(roomMs);
      this.tells = tells;
    }

    @Override
    public void hear(AudioFrame frame) {
      frames.incrementAndGet();
      roomMs.addAndGet(-20);
    }

    @Override
    public OptionalInt roomMs() {
      return tells ? OptionalInt.of(roomMs.get()) : OptionalInt.empty();
    }

    @Override
    public void finish() {}

    @Override
    public void cancel() {}
  }

  private void hear(RecordingEar ear, int frames) throws InterruptedException {
    for (int i = 0; i < frames; i++) {
      AudioFrame frame = pool.lease(16_000).length(320);
      try {
        ear.hear(frame);
      } finally {
        frame.release();
      }
    }
  }

  @Test
  void shouldWaitForRoom() throws Exception {
    Listener listener = new Listener(100, true);
    RecordingEar ear = new RecordingEar(listener);
    hear(ear, 5);

    CompletableFuture<Integer> later = new CompletableFuture<>();
    CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              later.complete(listener.frames.get());
              listener.roomMs.addAndGet(40);
            });
    hear(ear, 2);

    assertThat(later.join()).isEqualTo(5);
    assertThat(listener.frames.get()).isEqualTo(7);
    assertThat(listener.roomMs.get()).isZero();
  }

  @Test
  void shouldGoAtThePaceOfSpeechWhereNobodyKnowsHowMuchRoomThereIs() throws Exception {
    Listener listener = new Listener(0, false);
    long began = System.nanoTime();

    hear(new RecordingEar(listener), 6);

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(100);
  }

  @Test
  void shouldStopWaitingWhenInterrupted() {
    RecordingEar ear = new RecordingEar(new Listener(0, true));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> hear(ear, 1)).isInstanceOf(InterruptedException.class);
    assertThat(pool.leased()).isZero();
  }
}
