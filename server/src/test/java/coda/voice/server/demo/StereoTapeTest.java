package coda.voice.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StereoTapeTest {
  @TempDir Path folder;
  private final StereoTape tape = new StereoTape();

  private static short[] sound(int length, int value) {
    short[] samples = new short[length];
    Arrays.fill(samples, (short) value);
    return samples;
  }

  private WavAudio saved() {
    Path file = folder.resolve("tape.wav");
    tape.save(file);
    return WavFile.read(file);
  }

  @Test
  void shouldPutTheUserLeftAndTheAssistantRightOnOneTimeline() {
    tape.hear(sound(100, 1));
    assertThat(tape.play(sound(20, 2), 50)).isEqualTo(50);

    WavAudio audio = saved();
    assertThat(audio.channels()).isEqualTo(2);
    assertThat(audio.channel(0)).containsOnly(1).hasSize(100);
    assertThat(Arrays.copyOfRange(audio.channel(1), 50, 70)).containsOnly(2);
    assertThat(Arrays.copyOfRange(audio.channel(1), 0, 50)).containsOnly(0);
    assertThat(Arrays.copyOfRange(audio.channel(1), 70, 100)).containsOnly(0);
  }

  @Test
  void shouldPlayWhatComesAheadOfTimeSeamlessly() {
    tape.play(sound(20, 2), 50);
    assertThat(tape.play(sound(20, 3), 55)).isEqualTo(70);
    assertThat(tape.assistantEnd()).isEqualTo(90);
  }

  @Test
  void shouldLeaveAGapWhenSoundComesLate() {
    tape.play(sound(20, 2), 50);
    assertThat(tape.play(sound(20, 3), 100)).isEqualTo(100);
    assertThat(Arrays.copyOfRange(saved().channel(1), 70, 100)).containsOnly(0);
  }

  @Test
  void shouldNotPlayWhatTheUserCutOff() {
    tape.play(sound(40, 2), 0);
    tape.cut(10);
    assertThat(tape.assistantEnd()).isEqualTo(10);
    assertThat(tape.play(sound(5, 3), 30)).isEqualTo(30);
    short[] right = saved().channel(1);
    assertThat(Arrays.copyOfRange(right, 0, 10)).containsOnly(2);
    assertThat(Arrays.copyOfRange(right, 10, 30)).containsOnly(0);
    assertThat(Arrays.copyOfRange(right, 30, 35)).containsOnly(3);
  }

  @Test
  void shouldNotCutWhatHasBeenPlayed() {
    tape.play(sound(40, 2), 0);
    tape.cut(50);
    assertThat(saved().channel(1)).containsOnly(2).hasSize(40);
  }

  @Test
  void shouldGrowWithTheConversation() {
    tape.hear(sound(StereoTape.SAMPLE_RATE * 61, 1));
    tape.play(sound(10, 2), StereoTape.SAMPLE_RATE * 200);
    assertThat(saved().length()).isEqualTo(StereoTape.SAMPLE_RATE * 200 + 10);
  }
}
