package coda.voice.audio.mp4;

import static coda.voice.audio.codec.Fixtures.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.audio.AudioException;
import coda.voice.audio.codec.Fixtures;
import coda.voice.audio.file.SoundFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Mp4Test {
  /** Silence before the sound and after it, in samples at 16 kHz. */
  private static final int DELAY = RATE / 4;

  private static final List<String> ALL =
      List.of(
          "ffmpeg.m4a",
          "ffmpeg-live.mp4",
          "ffmpeg-opus.mp4",
          "ffmpeg.mov",
          "ffmpeg.aac",
          "fdkaac-he.m4a",
          "fdkaac-he2.m4a");

  private static short[] read(byte[] file) {
    return Fixtures.heard(consumer -> SoundFile.of(file).read(RATE, consumer));
  }

  @ParameterizedTest
  @CsvSource({
    "ffmpeg.m4a, 0.97",
    "ffmpeg-live.mp4, 0.97",
    "ffmpeg-opus.mp4, 0.94",
    "ffmpeg.mov, 0.97",
    "ffmpeg.aac, 0.97",
    "fdkaac-he.m4a, 0.9",
    "fdkaac-he2.m4a, 0.9"
  })
  void shouldHearWhatOthersWrote(String name, double atLeast) {
    short[] sentence = Fixtures.sentence();

    short[] heard = read(Fixtures.recording(name));

    assertThat(heard.length).isBetween(sentence.length - 400, sentence.length + 2 * DELAY);
    assertThat(Fixtures.likeness(sentence, heard, DELAY)).isGreaterThan(atLeast);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffmpeg-live.mp4", "ffmpeg.aac", "fdkaac-he.m4a"})
  void shouldHearItAsLoudAsItWas(String name) {
    assertThat(loudness(read(Fixtures.recording(name))) / loudness(Fixtures.sentence()))
        .isBetween(0.9, 1.1);
  }

  private static double loudness(short[] sound) {
    double sum = 0;
    for (short sample : sound) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffmpeg-live.mp4", "ffmpeg.aac"})
  void shouldHearWhatIsThereOfARecordingThatIsCutOff(String name) {
    byte[] file = Fixtures.recording(name);
    short[] all = read(file);

    short[] heard = read(Arrays.copyOf(file, file.length / 2));

    assertThat(heard.length).isBetween(all.length / 3, all.length * 2 / 3);
    assertThat(Fixtures.likeness(heard, all, 0)).isGreaterThan(0.99);
  }

  @Test
  void shouldSayWhatIsMissing() {
    byte[] file = Fixtures.recording("ffmpeg.m4a");

    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length / 2)))
        .isInstanceOf(AudioException.class)
        .hasMessage("The file is no MP4: it has no moov");
    assertThatThrownBy(() -> read(with(file, "mp4a", "alac")))
        .hasMessage("The MP4 file has no sound that is AAC or Opus");
    assertThatThrownBy(() -> read(with(file, "soun", "vide")))
        .hasMessage("The MP4 file has no sound that is AAC or Opus");
    assertThatThrownBy(() -> read(with(file, "stsz", "none")))
        .hasMessage("The file is no MP4: it has no stsz");
    assertThatThrownBy(() -> read(with(file, "esds", "none")))
        .hasMessage("The file is no MP4: its sound has no 'esds'");
  }

  private static byte[] with(byte[] file, String type, String other) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(type);
    return text.replace(type, other).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void shouldSayWhatKindOfAacIsNotRead() {
    byte[] file = Fixtures.recording("ffmpeg.aac");
    file[2] &= 0x3F;

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(AudioException.class)
        .hasMessage("AAC of kind 1 is not read, only AAC-LC and HE-AAC are");
  }

  @Test
  void shouldHearTheSameWhoeverElseListens() {
    for (String name : ALL) {
      byte[] file = Fixtures.recording(name);
      short[] alone = read(file);

      List<CompletableFuture<short[]>> together =
          IntStream.range(0, 4)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> read(file)))
              .toList();

      // Not the same: noise is not told in AAC, only how loud it is.
      assertThat(together)
          .as(name)
          .allSatisfy(
              heard -> assertThat(Fixtures.likeness(alone, heard.join(), 0)).isGreaterThan(0.98));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffmpeg.m4a", "ffmpeg.aac"})
  void shouldEndWhenTheConsumerDoes(String name) {
    IllegalStateException enough = new IllegalStateException("enough");

    assertThatThrownBy(
            () ->
                SoundFile.of(Fixtures.recording(name))
                    .read(
                        RATE,
                        (samples, offset, count) -> {
                          throw enough;
                        }))
        .isSameAs(enough);
  }

  @Test
  void shouldHearSilenceForAPacketThatIsDamaged() {
    byte[] file = Fixtures.recording("ffmpeg.aac");
    int packet = 0;
    for (int i = 0; i < 12; i++) {
      packet +=
          (file[packet + 3] & 3) << 11
              | (file[packet + 4] & 0xFF) << 3
              | (file[packet + 5] & 0xE0) >> 5;
    }
    short[] all = read(file);
    Arrays.fill(file, packet + 7, packet + 40, (byte) 0xFF);

    short[] heard = read(file);

    assertThat(heard).hasSameSizeAs(all);
    assertThat(Fixtures.likeness(all, heard, 0)).isBetween(0.7, 0.999);
  }

  @Property(tries = 600)
  void shouldReadOrRefuseWhateverIsDamaged(@ForAll Random random) {
    String name = ALL.get(random.nextInt(ALL.size()));
    byte[] damaged = Fixtures.damaged(name, random, 40);
    try {
      assertThat(read(damaged).length).isLessThan(10 * RATE);
    } catch (AudioException e) {
      assertThat(e.code())
          .isIn(
              "AUDIO_MP4_INVALID",
              "AUDIO_AAC_INVALID",
              "AUDIO_OPUS_INVALID",
              "AUDIO_MP3_INVALID",
              "AUDIO_RATE_UNSUPPORTED",
              "AUDIO_FORMAT_UNSUPPORTED");
    }
  }
}
