package coda.voice.audio.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.audio.AudioException;
import coda.voice.audio.codec.Mp3Writer;
import coda.voice.audio.codec.OggOpusWriter;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundFileTest {
  private static short[] read(byte[] file, int rate) {
    short[] all = new short[1 << 20];
    int[] length = {0};
    SoundFile.of(file)
        .read(
            rate,
            (samples, offset, count) -> {
              System.arraycopy(samples, offset, all, length[0], count);
              length[0] += count;
            });
    return Arrays.copyOf(all, length[0]);
  }

  private static short[] tone(int count) {
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (short) (8_000 * Math.sin(i * 0.05));
    }
    return samples;
  }

  @Test
  void shouldReadWavAsItIs() {
    short[] tone = tone(5_000);

    assertThat(read(WavFile.bytes(tone, 16_000), 16_000)).containsExactly(tone);
  }

  @Test
  void shouldMixChannelsAndChangeTheRate() {
    short[] stereo = new short[2 * 48_000];
    for (int i = 0; i < 48_000; i++) {
      stereo[2 * i] = 2_000;
      stereo[2 * i + 1] = 4_000;
    }
    short[] mono = read(WavFile.bytes(new WavAudio(48_000, 2, stereo)), 16_000);

    assertThat(mono).hasSize(16_000);
    assertThat(mono[8_000]).isBetween((short) 2_990, (short) 3_010);
  }

  @Test
  void shouldReadOpus() {
    assertThat(read(OggOpusWriter.encode(tone(16_000), 16_000), 24_000)).hasSize(24_000);
  }

  @Test
  void shouldReadMp3() {
    assertThat(read(Mp3Writer.encode(tone(16_000), 16_000), 24_000).length)
        .isBetween(24_000, 30_000);
  }

  @Test
  void shouldReadFlac() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/recordings/flac.flac")) {
      assertThat(read(in.readAllBytes(), 16_000)).hasSize(35_608);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11_025, 12_000, 32_000})
  void shouldReadRatesThatOnlyRecordingsHave(int rate) {
    assertThat(read(WavFile.bytes(tone(rate), rate), 16_000)).hasSize(16_000);
  }

  @Test
  void shouldReadWhatIsSentWhileItIsMade() {
    byte[] header = WavFile.streamHeader(24_000, 1);
    byte[] file = Arrays.copyOf(header, header.length + 4_800);

    assertThat(read(file, 24_000)).hasSize(2_400);
  }

  @ParameterizedTest
  @CsvSource({"'', An empty file", "<html>, What was sent", "ID3, What was sent"})
  void shouldSayWhatItReads(String begin, String name) {
    byte[] file = begin.getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> SoundFile.of(file))
        .isInstanceOf(AudioException.class)
        .hasMessage(name + " is not read; send " + SoundFile.KINDS);
  }
}
