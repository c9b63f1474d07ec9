package coda.voice.client.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coda.voice.audio.AudioException;
import coda.voice.audio.wav.WavFile;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.StreamFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AudioBytesTest {
  private static StreamFormat format(AudioFormat format, int channels) {
    return new StreamFormat(16_000, channels, format, AudioEncoding.BINARY);
  }

  @Property(tries = 200)
  void shouldReadBackRawSamples(@ForAll short[] samples) {
    byte[] bytes = AudioBytes.encode(samples, AudioFormat.PCM16);
    assertThat(AudioBytes.decode(bytes, format(AudioFormat.WAV, 1))).isEqualTo(samples);
  }

  @Test
  void shouldReadBackTelephoneSamplesAlmost() {
    short[] samples = {0, 1_000, -1_000, 30_000, -30_000};
    for (AudioFormat law : new AudioFormat[] {AudioFormat.MULAW, AudioFormat.ALAW}) {
      short[] back = AudioBytes.decode(AudioBytes.encode(samples, law), format(law, 1));
      for (int at = 0; at < samples.length; at++) {
        assertThat((int) back[at]).isBetween(samples[at] - 1_000, samples[at] + 1_000);
      }
    }
  }

  @Test
  void shouldMixStereoAndReadWavFiles() {
    byte[] stereo = AudioBytes.encode(new short[] {100, 300, -10, -30}, AudioFormat.PCM16);
    assertThat(AudioBytes.decode(stereo, format(AudioFormat.PCM16, 2)))
        .isEqualTo(new short[] {200, -20});
    byte[] wav = WavFile.bytes(new short[] {1, 2, 3}, 16_000);
    assertThat(AudioBytes.decode(wav, format(AudioFormat.WAV, 1))).isEqualTo(new short[] {1, 2, 3});
  }

  @Test
  void shouldRefuseHalfSamplesAndWhatItCannotDo() {
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> AudioBytes.decode(new byte[3], format(AudioFormat.PCM16, 1)));
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> AudioBytes.encode(new short[1], AudioFormat.OPUS));
  }

  @Test
  void shouldFindTheEndOfTheLastSound() {
    short[] samples = new short[16_000];
    for (int at = 4_000; at < 8_000; at++) {
      samples[at] = (short) (at % 2 == 0 ? 8_000 : -8_000);
    }
    samples[12_000] = 200;
    assertThat(new RecordedSource(samples, 16_000).lastSound()).isEqualTo(8_000);
    assertThat(new RecordedSource(new short[500], 16_000).lastSound()).isZero();
  }
}
