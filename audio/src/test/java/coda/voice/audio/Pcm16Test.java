package coda.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Pcm16Test {
  private static final short[] SAMPLES = {0, 1, -1, 258, Short.MAX_VALUE, Short.MIN_VALUE};
  private static final byte[] BYTES = {0, 0, 1, 0, -1, -1, 2, 1, -1, 127, 0, -128};

  @Test
  void shouldWriteTheLowerByteFirst() {
    byte[] bytes = new byte[12];
    Pcm16.encode(SAMPLES, 0, 6, bytes, 0);
    assertThat(bytes).isEqualTo(BYTES);
  }

  @Test
  void shouldReadWhatWasWritten() {
    short[] samples = new short[6];
    Pcm16.decode(BYTES, 0, 6, samples, 0);
    assertThat(samples).isEqualTo(SAMPLES);
  }

  @Test
  void shouldTouchOnlyTheStretchItIsTold() {
    byte[] bytes = new byte[8];
    Pcm16.encode(SAMPLES, 3, 2, bytes, 2);
    assertThat(bytes).containsExactly(0, 0, 2, 1, -1, 127, 0, 0);

    short[] samples = new short[4];
    Pcm16.decode(BYTES, 6, 2, samples, 1);
    assertThat(samples).containsExactly(0, 258, 32_767, 0);
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    assertThatThrownBy(() -> Pcm16.encode(SAMPLES, 0, 6, new byte[11], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Pcm16.decode(BYTES, 1, 6, new short[6], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
