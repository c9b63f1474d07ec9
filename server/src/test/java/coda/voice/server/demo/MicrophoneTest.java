package coda.voice.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.server.demo.Microphone.Spoken;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class MicrophoneTest {
  @Test
  void shouldSpeakInRealTimeAndKnowWhenSpeechWas() throws Exception {
    short[] samples = new short[960];
    Arrays.fill(samples, 160, 800, (short) 1000);
    List<short[]> frames = new CopyOnWriteArrayList<>();
    List<Double> times = new CopyOnWriteArrayList<>();
    Microphone[] self = new Microphone[1];
    try (Microphone microphone =
        new Microphone(
            frame -> {
              frames.add(frame);
              times.add(self[0].nowMs());
            })) {
      self[0] = microphone;
      microphone.start();
      Spoken spoken = microphone.say(Utterance.of("hello", samples)).get();

      assertThat(spoken.endMs() - spoken.startMs()).isEqualTo(40);
      int first = (int) (spoken.startMs() / 20);
      assertThat(spoken.startMs()).isEqualTo(first * 20 + 10);
      assertThat(Arrays.copyOfRange(frames.get(first), 160, 320)).containsOnly(1000);
      assertThat(microphone.nowMs()).isGreaterThanOrEqualTo(spoken.endMs());
    }
    for (int i = 0; i < frames.size(); i++) {
      assertThat(times.get(i)).as("frame %d", i).isGreaterThanOrEqualTo((i + 1) * 20);
    }
  }
}
