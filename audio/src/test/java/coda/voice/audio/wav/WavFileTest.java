package coda.voice.audio.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coda.voice.audio.AudioException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("ByteBufferBackingArray") // every buffer is its whole array
class WavFileTest {
  @TempDir Path folder;

  private static short[] samples(int... values) {
    short[] samples = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      samples[i] = (short) values[i];
    }
    return samples;
  }

  private static short[] read(WavBytes file) {
    return WavFile.read(file.file()).samples();
  }

  @Test
  void shouldReadSixteenBits() {
    WavAudio audio =
        WavFile.read(
            new WavBytes()
                .format(1, 2, 44_100, 16)
                .chunk("data", WavBytes.shorts(1, -1, 32_767, -32_768))
                .file());

    assertThat(audio.sampleRate()).isEqualTo(44_100);
    assertThat(audio.channels()).isEqualTo(2);
    assertThat(audio.length()).isEqualTo(2);
    assertThat(audio.samples()).isEqualTo(samples(1, -1, 32_767, -32_768));
    assertThat(audio.channel(1)).isEqualTo(samples(-1, -32_768));
    assertThat(audio.mono()).isEqualTo(samples(0, 0));
  }

  @Test
  void shouldReadEightBitsAsUnsigned() {
    WavBytes file =
        new WavBytes().format(1, 1, 8_000, 8).chunk("data", new byte[] {0, (byte) 128, (byte) 255});

    assertThat(read(file)).isEqualTo(samples(-32_768, 0, 32_512));
  }

  @Test
  void shouldRoundTwentyFourBits() {
    byte[] data = {0, 1, 0, (byte) 0x80, 1, 0, 0x7F, 1, 0, -1, -1, 0x7F, 0, 0, -128, -1, -1, -1};
    WavBytes file = new WavBytes().format(1, 1, 48_000, 24).chunk("data", data);

    assertThat(read(file)).isEqualTo(samples(1, 2, 1, 32_767, -32_768, 0));
  }

  @Test
  void shouldRoundThirtyTwoBits() {
    ByteBuffer data = WavBytes.little(16);
    data.putInt(0x0001_8000).putInt(0x0001_7FFF).putInt(Integer.MAX_VALUE);
    data.putInt(Integer.MIN_VALUE);
    WavBytes file = new WavBytes().format(1, 1, 48_000, 32).chunk("data", data.array());

    assertThat(read(file)).isEqualTo(samples(2, 1, 32_767, -32_768));
  }

  @Test
  void shouldClipFloatsAndSilenceWhatIsNotANumber() {
    float[] values = {0.5f, -1f, 1f, 7f, -7f, Float.NaN, Float.POSITIVE_INFINITY};
    ByteBuffer floats = WavBytes.little(values.length * 4);
    ByteBuffer doubles = WavBytes.little(values.length * 8);
    for (float value : values) {
      floats.putFloat(value);
      doubles.putDouble(value);
    }
    short[] expected = samples(16_384, -32_768, 32_767, 32_767, -32_768, 0, 32_767);

    assertThat(read(new WavBytes().format(3, 1, 16_000, 32).chunk("data", floats.array())))
        .isEqualTo(expected);
    assertThat(read(new WavBytes().format(3, 1, 16_000, 64).chunk("data", doubles.array())))
        .isEqualTo(expected);
  }

  @Test
  void shouldReadBothLawsOfTelephony() {
    byte[] data = {(byte) 0x80, 0x2A};

    assertThat(read(new WavBytes().format(7, 1, 8_000, 8).chunk("data", data)))
        .isEqualTo(samples(32_124, -5_372));
    assertThat(read(new WavBytes().format(6, 1, 8_000, 8).chunk("data", data)))
        .isEqualTo(samples(5_504, -32_256));
  }

  @Test
  void shouldReadTheExtensibleFormat() {
    WavBytes file =
        new WavBytes()
            .format(0xFFFE, 2, 16_000, 4, 16, WavBytes.extension(1, 16))
            .chunk("data", WavBytes.shorts(10, 20));

    assertThat(WavFile.read(file.file()).mono()).isEqualTo(samples(15));
  }

  @Test
  void shouldPassOverOtherChunksAndTheirPadding() {
    byte[] file =
        new WavBytes()
            .chunk("JUNK", new byte[27])
            .format(1, 1, 16_000, 2, 16, new byte[] {0, 0})
            .chunk("LIST", new byte[3])
            .chunk("data", WavBytes.shorts(5, 6))
            .chunk("id3 ", new byte[10])
            .file();

    assertThat(WavFile.read(file).samples()).isEqualTo(samples(5, 6));
  }

  @Test
  void shouldReadStreamsOfUnknownLengthToTheEnd() {
    for (int unknown : new int[] {0, -1, 0x7FFF_FFFF}) {
      for (int riff : new int[] {0, 36, -1}) {
        byte[] file =
            new WavBytes()
                .format(1, 1, 16_000, 16)
                .chunk("data", unknown, WavBytes.shorts(1, 2, 3))
                .file(riff);
        assertThat(WavFile.read(file).samples()).isEqualTo(samples(1, 2, 3));
      }
    }
  }

  @Test
  void shouldBelieveAnEmptyDataChunkThatOthersFollow() {
    byte[] file =
        new WavBytes()
            .format(1, 1, 16_000, 16)
            .chunk("data", new byte[0])
            .chunk("LIST", new byte[8])
            .file();

    assertThat(WavFile.read(file).samples()).isEmpty();
  }

  @Property(tries = 100)
  void shouldReadWhatIsThereOfATruncatedFile(@ForAll @IntRange(max = 39) int kept) {
    byte[] whole =
        new WavBytes()
            .format(1, 2, 16_000, 16)
            .chunk("data", WavBytes.shorts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))
            .file();

    WavAudio audio = WavFile.read(Arrays.copyOf(whole, 44 + Math.min(kept, 32)));

    assertThat(audio.length()).isEqualTo(Math.min(kept, 32) / 4);
    assertThat(audio.channel(0)).startsWith(Arrays.copyOf(samples(1, 3), Math.min(2, kept / 4)));
  }

  @Test
  void shouldReadAStreamThatTricklesIn() {
    byte[] file = WavFile.bytes(samples(1, 2, 3, 4, 5), 16_000);
    InputStream trickle =
        new FilterInputStream(new ByteArrayInputStream(file)) {
          @Override
          public int read(byte[] target, int offset, int count) throws IOException {
            return super.read(target, offset, Math.min(count, 1));
          }

          @Override
          public long skip(long count) {
            return 0;
          }
        };

    assertThat(WavFile.read(trickle).samples()).isEqualTo(samples(1, 2, 3, 4, 5));
  }

  @Test
  void shouldLeaveTheStreamWhereTheSamplesEnd() throws IOException {
    byte[] file = WavFile.bytes(samples(1, 2, 3), 16_000);
    InputStream two =
        new SequenceInputStream(new ByteArrayInputStream(file), new ByteArrayInputStream(file));

    assertThat(WavFile.read(two).samples()).isEqualTo(samples(1, 2, 3));
    assertThat(two.readAllBytes()).isEqualTo(file);
  }

  @Test
  void shouldStopAtTheLimit() {
    byte[] file = WavFile.bytes(new short[1_001], 16_000);

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> WavFile.read(new ByteArrayInputStream(file), 1_000))
        .returns("AUDIO_TOO_LARGE", AudioException::code);
    assertThat(WavFile.read(new ByteArrayInputStream(file), 1_001).length()).isEqualTo(1_001);
  }

  @Test
  void shouldNotTellClientsWhichFileIsMissing() {
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> WavFile.read(folder.resolve("secret.wav")))
        .withMessageContaining("secret.wav")
        .returns("AUDIO_IO", AudioException::code)
        .returns("The WAV file cannot be read", AudioException::safeMessage);
  }

  @Property(tries = 50)
  void shouldReadBackWhatItWrote(
      @ForAll short[] interleaved, @ForAll @IntRange(min = 1, max = 4) int channels) {
    short[] whole = Arrays.copyOf(interleaved, interleaved.length / channels * channels);

    WavAudio audio = WavFile.read(WavFile.bytes(new WavAudio(22_050, channels, whole)));

    assertThat(audio.samples()).isEqualTo(whole);
    assertThat(audio.channels()).isEqualTo(channels);
    assertThat(audio.sampleRate()).isEqualTo(22_050);
  }
}
