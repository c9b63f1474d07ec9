package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.coda.ReplayBuffer.Sent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {
  private final ReplayBuffer buffer = new ReplayBuffer(20, 60);

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      long seq = buffer.next();
      buffer.add(
          seq % 2 == 0
              ? new Sent.Binary(seq, new byte[10])
              : new Sent.Text(seq, "%010d".formatted(seq)));
    }
  }

  private List<String> replayed(long lastSeq) {
    List<String> all = new ArrayList<>();
    buffer.replay(
        lastSeq,
        new ReplayBuffer.Sender() {
          @Override
          public void text(String message) {
            all.add(String.valueOf(Long.parseLong(message)));
          }

          @Override
          public void binary(byte[] message) {
            all.add("binary");
          }
        });
    return all;
  }

  @Test
  void shouldSendAgainWhatFollowsANumberInOrder() {
    send(5);

    assertThat(replayed(2)).containsExactly("3", "binary", "5");
    assertThat(replayed(5)).isEmpty();
    assertThat(buffer.after(2)).isEqualTo(3);
  }

  @Test
  void shouldKnowWhatItCannotGoOnFrom() {
    send(8);

    assertThat(buffer.bytes()).isEqualTo(60);
    assertThat(buffer.reaches(1)).isFalse();
    assertThat(buffer.reaches(2)).isTrue();
    assertThat(buffer.reaches(8)).isTrue();
    assertThat(buffer.reaches(9)).isFalse();
  }

  @Test
  void shouldKeepALittleOfWhatWasReceived() {
    send(6);
    buffer.received(6);

    assertThat(buffer.bytes()).isEqualTo(20);
    assertThat(buffer.reaches(4)).isTrue();
    assertThat(buffer.reaches(3)).isFalse();
  }

  @Test
  void shouldNotBelieveThatMoreWasReceivedThanSent() {
    send(2);
    buffer.received(Long.MAX_VALUE);
    send(4);

    assertThat(buffer.reaches(2)).isTrue();
  }

  @Test
  void shouldBeginAnewWithOne() {
    send(3);
    buffer.clear();

    assertThat(buffer.last()).isZero();
    assertThat(buffer.next()).isEqualTo(1);
  }

  @Test
  void shouldReadBackTheMarksOfItsPingsAndNothingElse() {
    assertThat(ReplayBuffer.marked(ReplayBuffer.mark(1_234))).isEqualTo(1_234);
    for (String other : List.of("", "-1", "12x", "1".repeat(19), "\0\0\0\1")) {
      assertThat(ReplayBuffer.marked(other.getBytes(StandardCharsets.US_ASCII)))
          .as(other)
          .isEqualTo(-1);
    }
  }
}
