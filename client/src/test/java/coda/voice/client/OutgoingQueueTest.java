package coda.voice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import coda.voice.protocol.coda.ClientMessage.Interrupt;
import coda.voice.protocol.coda.Envelope;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutgoingQueueTest {
  private static final Outgoing.Control CONTROL =
      new Outgoing.Control(Envelope.of(new Interrupt()));

  private final OutgoingQueue queue = new OutgoingQueue(2, 2);

  private static Outgoing.Audio audio(int position) {
    return new Outgoing.Audio(ByteBuffer.allocate(0), position);
  }

  @Test
  void shouldDropOldAudioButNeverMessages() throws InterruptedException {
    queue.put(CONTROL);
    queue.put(audio(1));
    queue.put(CONTROL);
    queue.put(audio(2));
    queue.put(audio(3));
    assertThat(queue.dropped()).isEqualTo(1);
    assertThat(queue.take(() -> false)).hasValue(CONTROL);
    assertThat(queue.take(() -> false)).hasValue(CONTROL);
    assertThat(queue.take(() -> false)).hasValue(audio(2));
    assertThat(queue.take(() -> false)).hasValue(audio(3));
  }

  @Test
  void shouldMakeTheSenderOfMessagesWait() throws InterruptedException {
    queue.put(CONTROL);
    queue.put(CONTROL);
    AtomicBoolean done = new AtomicBoolean();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  queue.put(CONTROL);
                  done.set(true);
                });
    await().until(() -> waiting.getState() == Thread.State.WAITING);
    assertThat(done).isFalse();
    assertThat(queue.take(() -> false)).isPresent();
    waiting.join();
    assertThat(done).isTrue();
  }

  @Test
  void shouldLetGoOfThoseWhoWaitWhenItCloses() throws InterruptedException {
    AtomicBoolean empty = new AtomicBoolean();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    empty.set(queue.take(() -> false).isEmpty());
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    await().until(() -> waiting.getState() == Thread.State.WAITING);
    queue.close();
    waiting.join();
    assertThat(empty).isTrue();
    assertThatExceptionOfType(ClientException.class).isThrownBy(() -> queue.put(audio(1)));
    assertThatExceptionOfType(ClientException.class).isThrownBy(() -> queue.put(CONTROL));
  }
}
