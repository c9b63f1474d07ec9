package coda.voice.conversation.duplex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpeechGateTest {
  private static final int RATE = 24_000;
  private final SpeechGate gate = new SpeechGate(RATE);

  private static short[] sound(int ms, int amplitude) {
    short[] samples = new short[RATE / 1000 * ms];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (i % 2 == 0 ? amplitude : -amplitude);
    }
    return samples;
  }

  @Test
  void silenceIsNoUtterance() {
    assertThat(gate.hear(sound(80, 0))).isFalse();
    assertThat(gate.speaking()).isFalse();
  }

  @Test
  void noiseBelowTheThresholdIsNoUtterance() {
    assertThat(gate.hear(sound(80, (int) SpeechGate.AUDIBLE - 1))).isFalse();
    assertThat(gate.speaking()).isFalse();
  }

  @Test
  void soundBeginsAnUtterance() {
    assertThat(gate.hear(sound(80, 200))).isTrue();
    assertThat(gate.speaking()).isTrue();
  }

  @Test
  void soundInAnyPartOfAPieceIsHeard() {
    short[] late = Arrays.copyOf(new short[0], RATE / 1000 * 80);
    System.arraycopy(sound(20, 300), 0, late, late.length - RATE / 1000 * 20, RATE / 1000 * 20);
    assertThat(gate.hear(late)).isTrue();
  }

  @Test
  void aWordBeginsAnUtteranceBeforeItsSound() {
    gate.word();
    assertThat(gate.speaking()).isTrue();
    gate.hear(sound(80, 0));
    assertThat(gate.speaking()).isTrue();
  }

  @Test
  void quietForLongEndsIt() {
    gate.hear(sound(80, 3_000));
    gate.hear(sound(SpeechGate.QUIET_MS - 20, 0));
    assertThat(gate.speaking()).as("a pause between clauses").isTrue();
    gate.hear(sound(20, 0));
    assertThat(gate.speaking()).isFalse();
  }

  @Test
  void soundAndWordsInAPauseBeginItAnew() {
    gate.hear(sound(80, 3_000));
    gate.hear(sound(600, 0));
    gate.hear(sound(20, 3_000));
    gate.hear(sound(600, 0));
    assertThat(gate.speaking()).isTrue();
    gate.word();
    gate.hear(sound(600, 0));
    assertThat(gate.speaking()).isTrue();
    gate.hear(sound(100, 0));
    assertThat(gate.speaking()).isFalse();
  }

  @Test
  void whatWasSaidIsOverWhenTheModelIsGone() {
    gate.hear(sound(80, 3_000));
    gate.reset();
    assertThat(gate.speaking()).isFalse();
    gate.hear(sound(80, 0));
    assertThat(gate.speaking()).isFalse();
  }
}
