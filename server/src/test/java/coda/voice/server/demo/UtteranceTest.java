package coda.voice.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UtteranceTest {
  @Test
  void shouldFindWhereSpeechBeginsAndEnds() {
    short[] samples = new short[1000];
    Arrays.fill(samples, (short) 5);
    Arrays.fill(samples, 200, 700, (short) 8000);
    Utterance utterance = Utterance.of("hello", samples);
    assertThat(utterance.speechStart()).isEqualTo(200);
    assertThat(utterance.speechEnd()).isEqualTo(700);
  }

  @Test
  void shouldFindNoSpeechInSilence() {
    Utterance utterance = Utterance.of("", new short[100]);
    assertThat(utterance.speechStart()).isEqualTo(utterance.speechEnd());
  }
}
