package coda.voice.audio.codec;

import static coda.voice.audio.codec.Fixtures.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.audio.AudioException;
import coda.voice.audio.resample.Resampler;
import java.io.ByteArrayOutputStream;
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

class Mp3Test {
  /** Frames of silence before the sound and after it, in samples at 16 kHz. */
  private static final int DELAY = RATE / 5;

  private static short[] read(byte[] file, int rate) {
    return Fixtures.heard(consumer -> Mp3Reader.read(file, rate, consumer));
  }

  @ParameterizedTest
  @CsvSource({"ffmpeg.mp3, 0.99", "ffmpeg-low.mp3, 0.95"})
  void shouldHearWhatOthersWrote(String name, double atLeast) {
    short[] sentence = Fixtures.sentence();

    short[] heard = read(Fixtures.recording(name), RATE);

    assertThat(heard.length).isBetween(sentence.length, sentence.length + DELAY);
    assertThat(Fixtures.likeness(sentence, heard, DELAY)).isGreaterThan(atLeast);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 22_050, 24_000, 44_100, 48_000})
  void shouldWriteWhatIsHeardAgain(int rate) {
    short[] sentence = Resampler.convert(Fixtures.sentence(), RATE, rate);

    short[] heard = read(Mp3Writer.encode(sentence, rate), rate);

    assertThat(heard.length).isBetween(sentence.length, sentence.length + rate / 4);
    assertThat(Fixtures.likeness(sentence, heard, rate / 4)).isGreaterThan(0.99);
  }

  @Test
  void shouldWriteSoundSoonAfterItCame() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    short[] sentence = Resampler.convert(Fixtures.sentence(), RATE, 24_000);
    try (Mp3Writer writer = new Mp3Writer(out, 24_000)) {
      for (int second = 0; second < 2; second++) {
        writer.write(sentence, second * 24_000, 24_000);
        int written = read(out.toByteArray(), 24_000).length;
        assertThat(written).isGreaterThan((second + 1) * 24_000 - 2_400);
      }
    }
  }

  @Test
  void shouldWriteTheSameWhoeverElseWrites() {
    short[] sentence = Fixtures.sentence();
    byte[] alone = Mp3Writer.encode(sentence, RATE);

    List<CompletableFuture<byte[]>> together =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> Mp3Writer.encode(sentence, RATE)))
            .toList();

    assertThat(together).allSatisfy(file -> assertThat(file.join()).isEqualTo(alone));
  }

  @Test
  void shouldWriteAFileWithoutSound() {
    assertThat(read(Mp3Writer.encode(new short[0], 24_000), 24_000).length).isLessThan(6_000);
  }

  @Test
  void shouldPassOverTagsWithoutBelievingThem() {
    byte[] file = Mp3Writer.encode(Fixtures.sentence(), RATE);
    byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4};
    byte[] huge = {'I', 'D', '3', 4, 0, 0, 127, 127, 127, 127};

    assertThat(read(concat(tag, tag, file), RATE)).isEqualTo(read(file, RATE));
    assertThatThrownBy(() -> read(concat(huge, file), RATE))
        .isInstanceOf(AudioException.class)
        .hasMessage("The file is no MP3: there is no sound in it");
  }

  @Test
  void shouldKnowItsOwn() {
    assertThat(Mp3Reader.is(Fixtures.recording("ffmpeg.mp3"))).isTrue();
    assertThat(Mp3Reader.is(Mp3Writer.encode(new short[100], 8_000))).isTrue();
    assertThat(Mp3Reader.is(Fixtures.recording("flac.flac"))).isFalse();
    assertThat(Mp3Reader.is(new byte[] {-1, (byte) 0xF1, 0x50, 0})).as("AAC").isFalse();
    assertThat(Mp3Reader.is(new byte[] {-1, -1, -1, -1})).isFalse();
    assertThat(Mp3Reader.is(new byte[] {-1})).isFalse();
  }

  @Test
  void shouldEndWhenTheConsumerDoes() {
    IllegalStateException enough = new IllegalStateException("enough");

    assertThatThrownBy(
            () ->
                Mp3Reader.read(
                    Fixtures.recording("ffmpeg.mp3"),
                    RATE,
                    (samples, offset, count) -> {
                      throw enough;
                    }))
        .isSameAs(enough);
  }

  @Property(tries = 300)
  void shouldReadOrRefuseWhateverIsDamaged(@ForAll Random random) {
    byte[] damaged = Fixtures.damaged("ffmpeg.mp3", random, 40);
    try {
      assertThat(read(damaged, RATE).length).isLessThan(10 * RATE);
    } catch (AudioException e) {
      assertThat(e.code()).isIn("AUDIO_MP3_INVALID", "AUDIO_RATE_UNSUPPORTED");
    }
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
