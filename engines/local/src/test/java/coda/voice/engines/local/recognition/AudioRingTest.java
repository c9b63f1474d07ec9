package coda.voice.engines.local.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AudioRingTest {
  private static final int END = -1;

  private final AudioRing ring = new AudioRing(1_000);
  private final short[] block = new short[100];

  @Test
  void shouldTellOnceWhenAllThatWasThereIsRead() {
    ring.offer(new short[150], 150);
    ring.ask();
    ring.offer(new short[50], 50);

    assertThat(ring.take(block)).isEqualTo(100);
    assertThat(ring.take(block)).isEqualTo(100);
    assertThat(ring.take(block)).isEqualTo(AudioRing.ASKED);
    ring.end();
    assertThat(ring.take(block)).isEqualTo(END);
  }

  @Test
  void shouldTellBeforeLaterSound() {
    ring.offer(new short[100], 100);
    ring.ask();
    ring.offer(new short[100], 100);

    assertThat(ring.take(block)).isEqualTo(100);
    assertThat(ring.take(block)).isEqualTo(AudioRing.ASKED);
    assertThat(ring.take(block)).isEqualTo(100);
  }

  @Test
  void shouldForgetAnEarlierQuestionForALaterOne() {
    ring.offer(new short[100], 100);
    ring.ask();
    ring.offer(new short[100], 100);
    ring.ask();

    assertThat(ring.take(block)).isEqualTo(100);
    assertThat(ring.take(block)).isEqualTo(100);
    assertThat(ring.take(block)).isEqualTo(AudioRing.ASKED);
  }

  @Test
  void shouldTellNothingWhereTheEndIs() {
    ring.offer(new short[100], 100);
    ring.ask();
    ring.end();

    assertThat(ring.take(block)).isEqualTo(100);
    assertThat(ring.take(block)).isEqualTo(END);
  }

  @Test
  void shouldTellAReaderThatWaits() throws InterruptedException {
    BlockingQueue<Integer> taken = new LinkedBlockingQueue<>();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  taken.add(ring.take(block));
                  taken.add(ring.take(block));
                });
    ring.ask();
    assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualTo(AudioRing.ASKED);
    ring.abort();
    assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualTo(END);
    reader.join();
  }
}
