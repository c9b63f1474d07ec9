package coda.voice.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.audio.AudioException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebmOpusTest {
  private static final int RATE = 16_000;

  /** The end of the last packet is cut off in Ogg, and heard in WebM. */
  private static final int PACKET = RATE / 1_000 * 60;

  private static short[] read(byte[] file) {
    return Fixtures.heard(consumer -> WebmOpusReader.read(file, RATE, consumer));
  }

  @ParameterizedTest
  @CsvSource({
    "chromium.webm, chromium.ogg",
    "ffmpeg.webm, ffmpeg.ogg",
    "ffmpeg-live.webm, ffmpeg.ogg",
    "mkvmerge.mka, ffmpeg.ogg"
  })
  void shouldHearTheSamePacketsAsInOgg(String webm, String ogg) {
    short[] expected = OggOpusReader.decode(Fixtures.recording(ogg), RATE);

    short[] heard = read(Fixtures.recording(webm));

    assertThat(heard.length).isBetween(expected.length, expected.length + PACKET);
    int same = expected.length - PACKET;
    assertThat(Arrays.copyOf(heard, same)).isEqualTo(Arrays.copyOf(expected, same));
    assertThat(same).isGreaterThan(RATE);
  }

  @Test
  void shouldHearWhatThereIsOfAFileThatIsCutOff() {
    byte[] file = Fixtures.recording("chromium.webm");
    short[] whole = read(file);

    short[] half = read(Arrays.copyOf(file, file.length / 2));

    assertThat(half.length).isBetween(whole.length / 4, whole.length * 3 / 4);
    int same = half.length - PACKET;
    assertThat(Arrays.copyOf(half, same)).isEqualTo(Arrays.copyOf(whole, same));
  }

  @Test
  void shouldSayThatThereIsNoOpus() {
    byte[] file = Fixtures.recording("ffmpeg.webm");
    for (int i = 0; i < file.length - 6; i++) {
      if (new String(file, i, 6, java.nio.charset.StandardCharsets.US_ASCII).equals("A_OPUS")) {
        file[i + 2] = 'X';
      }
    }

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(AudioException.class)
        .hasMessage("The WebM file has no Opus sound");
  }

  @Property(tries = 500)
  void shouldReadOrRefuseWhateverIsDamaged(@ForAll Random random) {
    byte[] damaged = Fixtures.damaged("ffmpeg.webm", random, 20);
    try {
      assertThat(read(damaged).length).isLessThan(1 << 20);
    } catch (AudioException e) {
      assertThat(e.code())
          .isIn("AUDIO_WEBM_INVALID", "AUDIO_OPUS_INVALID", "AUDIO_FORMAT_UNSUPPORTED");
    }
  }
}
