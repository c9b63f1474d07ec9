package coda.voice.audio.codec;

import static coda.voice.audio.codec.Fixtures.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.audio.AudioException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FlacTest {
  private static short[] read(byte[] file) {
    return Fixtures.heard(consumer -> FlacReader.read(file, RATE, consumer));
  }

  @Test
  void shouldHearEverySampleAsItWas() {
    assertThat(read(Fixtures.recording("flac.flac"))).isEqualTo(Fixtures.sentence());
  }

  @Test
  void shouldHearChannelsThatAreWrittenAsTheirDifference() {
    short[] sentence = Fixtures.sentence();
    short[] expected = new short[RATE / 2];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (short) Math.round((sentence[i] + (sentence[i] >> 3 << 2)) / 2f);
    }

    assertThat(read(Fixtures.recording("flac-stereo.flac"))).isEqualTo(expected);
  }

  @Test
  void shouldMixChannelsOf24BitsAndChangeTheRate() {
    short[] second = Arrays.copyOf(Fixtures.sentence(), RATE);

    short[] heard = read(Fixtures.recording("ffmpeg.flac"));

    assertThat(heard).hasSize(RATE);
    assertThat(Fixtures.likeness(second, heard, 0)).isGreaterThan(0.999);
  }

  @Test
  void shouldRefuseWhatIsCutOff() {
    byte[] file = Fixtures.recording("flac.flac");

    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length / 2)))
        .isInstanceOf(AudioException.class)
        .hasMessageStartingWith("The file is no FLAC: ");
    for (int length : new int[] {4, 6, 20, 42, 60}) {
      assertThatThrownBy(() -> read(Arrays.copyOf(file, length)))
          .isInstanceOf(AudioException.class)
          .hasMessageStartingWith("The file is no FLAC: ");
    }
  }

  @Test
  void shouldRefuseADamagedFrame() {
    byte[] file = Fixtures.recording("flac.flac");
    Arrays.fill(file, file.length / 2, file.length / 2 + 50, (byte) 0x55);

    assertThatThrownBy(() -> read(file)).hasMessage("The file is no FLAC: a frame is damaged");
  }

  @Test
  void shouldNotBelieveWhatItsTagsSayOfTheirLength() {
    byte[] file = Fixtures.recording("flac.flac");
    Arrays.fill(file, 46, 1_000, (byte) 0x7F); // all that is between the first block and the sound

    assertThatThrownBy(() -> read(file)).isInstanceOf(AudioException.class);
  }

  @Property(tries = 300)
  void shouldReadOrRefuseWhateverIsDamaged(@ForAll Random random) {
    byte[] damaged = Fixtures.damaged("flac.flac", random, 20);
    try {
      assertThat(read(damaged).length).isLessThan(1 << 22);
    } catch (AudioException e) {
      assertThat(e.code())
          .isIn("AUDIO_FLAC_INVALID", "AUDIO_RATE_UNSUPPORTED", "AUDIO_FORMAT_UNSUPPORTED");
    }
  }
}
