package coda.voice.audio.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coda.voice.audio.AudioException;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("InputStreamSlowMultibyteRead") // the streams need not be fast
class WavHostileTest {
  private static final byte[] DATA = WavBytes.shorts(1, 2, 3, 4);

  private static WavBytes pcm(int channels, int rate, int bits) {
    return new WavBytes().format(1, channels, rate, bits).chunk("data", DATA);
  }

  static Stream<Arguments> hostile() {
    byte[] guid = WavBytes.extension(1, 16);
    guid[23] ^= 1;
    byte[] endlessFormat = Arrays.copyOfRange(pcm(1, 16_000, 16).file(), 20, 52);
    byte[] notWave = pcm(1, 16_000, 16).file();
    notWave[8] = 'X';
    return Stream.of(
        Arguments.of("nothing", "AUDIO_WAV_NOT_RIFF", new byte[0]),
        Arguments.of(
            "half a header",
            "AUDIO_WAV_NOT_RIFF",
            "RIFF1234WAV".getBytes(StandardCharsets.US_ASCII)),
        Arguments.of(
            "an MP3",
            "AUDIO_WAV_NOT_RIFF",
            "ID3\3aaaaaaaaaaaaaaaaa".getBytes(StandardCharsets.US_ASCII)),
        Arguments.of("another RIFF", "AUDIO_WAV_NOT_RIFF", notWave),
        Arguments.of("no chunk", "AUDIO_WAV_NO_FORMAT", new WavBytes().file()),
        Arguments.of(
            "data first", "AUDIO_WAV_NO_FORMAT", new WavBytes().chunk("data", DATA).file()),
        Arguments.of(
            "no data", "AUDIO_WAV_NO_DATA", new WavBytes().format(1, 1, 16_000, 16).file()),
        Arguments.of(
            "short format",
            "AUDIO_FORMAT_INVALID",
            new WavBytes().chunk("fmt ", new byte[14]).chunk("data", DATA).file()),
        Arguments.of("no channel", "AUDIO_FORMAT_INVALID", pcm(0, 16_000, 16).file()),
        Arguments.of("65,535 channels", "AUDIO_FORMAT_INVALID", pcm(65_535, 16_000, 16).file()),
        Arguments.of("rate 0", "AUDIO_FORMAT_INVALID", pcm(1, 0, 16).file()),
        Arguments.of("rate 4 GHz", "AUDIO_FORMAT_INVALID", pcm(1, -1, 16).file()),
        Arguments.of("0 bits", "AUDIO_FORMAT_INVALID", pcm(1, 16_000, 0).file()),
        Arguments.of("13 bits", "AUDIO_FORMAT_INVALID", pcm(1, 16_000, 13).file()),
        Arguments.of("65,528 bits", "AUDIO_FORMAT_INVALID", pcm(1, 16_000, 65_528).file()),
        Arguments.of(
            "wrong frame size",
            "AUDIO_FORMAT_INVALID",
            new WavBytes().format(1, 2, 16_000, 3, 16, new byte[0]).chunk("data", DATA).file()),
        Arguments.of(
            "16-bit A-law",
            "AUDIO_FORMAT_INVALID",
            new WavBytes().format(6, 1, 8_000, 16).chunk("data", DATA).file()),
        Arguments.of(
            "16-bit float",
            "AUDIO_FORMAT_INVALID",
            new WavBytes().format(3, 1, 8_000, 16).chunk("data", DATA).file()),
        Arguments.of(
            "ADPCM",
            "AUDIO_FORMAT_UNSUPPORTED",
            new WavBytes().format(2, 1, 8_000, 8).chunk("data", DATA).file()),
        Arguments.of(
            "short extension",
            "AUDIO_FORMAT_INVALID",
            new WavBytes()
                .format(0xFFFE, 1, 16_000, 2, 16, new byte[22])
                .chunk("data", DATA)
                .file()),
        Arguments.of(
            "strange extension",
            "AUDIO_FORMAT_UNSUPPORTED",
            new WavBytes().format(0xFFFE, 1, 16_000, 2, 16, guid).chunk("data", DATA).file()),
        Arguments.of(
            "4 GB format chunk",
            "AUDIO_TOO_LARGE",
            new WavBytes().chunk("fmt ", -1, endlessFormat).file()),
        Arguments.of(
            "2 GB unknown chunk",
            "AUDIO_TOO_LARGE",
            new WavBytes().chunk("LIST", 0x7FFF_FFFF, DATA).file()),
        Arguments.of(
            "unknown chunk cut short",
            "AUDIO_WAV_NO_FORMAT",
            new WavBytes().chunk("LIST", 1_000_000, DATA).file()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void shouldRefuse(String what, String code, byte[] file) {
    assertThatExceptionOfType(AudioException.class)
        .as(what)
        .isThrownBy(() -> WavFile.read(file))
        .returns(code, AudioException::code);
  }

  @Test
  void shouldNotTakeMemoryByTheHeadersClaim() {
    byte[] file =
        new WavBytes().format(1, 16, 384_000, 32).chunk("data", 0xFFFF_FFF0, new byte[64]).file();
    WavFile.read(file);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    WavAudio audio = WavFile.read(file);

    assertThat(audio.samples()).hasSize(16);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 18);
  }

  @Test
  void shouldNotFollowChunksWithoutEnd() {
    InputStream endless =
        new InputStream() {
          private long position;

          @Override
          public int read() {
            byte[] start = new WavBytes().file();
            int at = (int) Math.min(position++, Integer.MAX_VALUE);
            // After the RIFF header, chunks "AAAA" of 0x41414141 bytes for ever.
            return at < 12 ? start[at] : 'A';
          }
        };

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> WavFile.read(endless))
        .returns("AUDIO_TOO_LARGE", AudioException::code);
  }

  @Test
  void shouldReportAStreamThatBreaks() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("/dev/secret: gone");
          }
        };

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> WavFile.read(broken))
        .returns("AUDIO_IO", AudioException::code)
        .satisfies(e -> assertThat(e.safeMessage()).doesNotContain("secret"));
  }

  @Property(tries = 2_000)
  void shouldReadOrRefuseWhateverBytes(@ForAll byte[] bytes) {
    readOrRefuse(bytes);
  }

  @Property(tries = 5_000)
  void shouldReadOrRefuseAFileThatWasTamperedWith(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] file =
        new WavBytes()
            .chunk("LIST", new byte[random.nextInt(4)])
            .format(0xFFFE, 2, 16_000, 4, 16, WavBytes.extension(1, 16))
            .chunk("fact", new byte[4])
            .chunk("data", new byte[40])
            .file();
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      int at = random.nextInt(file.length);
      file[at] = (byte) (random.nextBoolean() ? random.nextInt() : -random.nextInt(2));
    }
    readOrRefuse(Arrays.copyOf(file, file.length - random.nextInt(2) * random.nextInt(60)));
  }

  private static void readOrRefuse(byte[] file) {
    try {
      WavAudio audio = WavFile.read(new ByteArrayInputStream(file));
      assertThat(audio.samples().length).isLessThanOrEqualTo(file.length);
      assertThat(audio.mono()).hasSize(audio.length());
    } catch (AudioException refused) {
      assertThat(refused.code()).startsWith("AUDIO_");
      assertThat(refused.safeMessage()).isNotBlank();
    }
  }
}
