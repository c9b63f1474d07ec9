package coda.voice.audio.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavWriterTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void setUp() {
    path = folder.resolve("out.wav");
  }

  @Test
  void shouldWriteTheSameFileAsInMemory() throws IOException {
    short[] noise = Signals.white(3_000, 100_000, 1);
    try (WavWriter writer = WavWriter.create(path, 24_000, 1)) {
      writer.write(noise, 0, 33_333);
      writer.write(noise, 33_333, 66_667);
    }

    assertThat(Files.readAllBytes(path)).isEqualTo(WavFile.bytes(noise, 24_000));
  }

  @Test
  void shouldWriteFrames() {
    AudioFrame frame = new FramePool(2).lease(16_000).fill(new short[] {1, 2, 3}, 0, 3);
    try (WavWriter writer = WavWriter.create(path, 16_000, 1)) {
      writer.write(frame);
      writer.write(frame);
    }

    assertThat(WavFile.read(path).samples()).containsExactly(1, 2, 3, 1, 2, 3);
  }

  @Test
  void shouldWriteBothSidesOfAConversation() {
    try (WavWriter writer = WavWriter.create(path, 16_000, 2)) {
      writer.writeStereo(new short[] {1, 2}, new short[] {-1, -2});
    }

    WavAudio audio = WavFile.read(path);
    assertThat(audio.channel(0)).containsExactly(1, 2);
    assertThat(audio.channel(1)).containsExactly(-1, -2);
  }

  @Test
  void shouldLeaveAReadableFileWhenTheWriterDies() {
    short[] noise = Signals.white(3_000, 100_000, 1);
    WavWriter writer = WavWriter.create(path, 16_000, 1);
    writer.write(noise, 0, noise.length);

    WavAudio soFar = WavFile.read(path);

    assertThat(soFar.length()).isGreaterThan(60_000);
    assertThat(noise).startsWith(soFar.samples());
    writer.close();
    assertThat(WavFile.read(path).samples()).isEqualTo(noise);
  }

  @Test
  void shouldReplaceALongerFile() throws IOException {
    Files.write(path, new byte[1_000]);
    WavWriter.create(path, 16_000, 1).close();

    assertThat(Files.size(path)).isEqualTo(44);
    assertThat(WavFile.read(path).samples()).isEmpty();
  }

  @Test
  void shouldCloseTwice() {
    WavWriter writer = WavWriter.create(path, 16_000, 1);
    writer.write(new short[] {7}, 0, 1);
    writer.close();
    writer.close();

    assertThat(WavFile.read(path).samples()).containsExactly(7);
  }

  @Test
  void shouldNotWriteHalfASampleFrame() {
    try (WavWriter writer = WavWriter.create(path, 16_000, 2)) {
      assertThatExceptionOfType(AudioException.class)
          .isThrownBy(() -> writer.write(new short[3], 0, 3))
          .returns("AUDIO_FORMAT_INVALID", AudioException::code);
      assertThatExceptionOfType(AudioException.class)
          .isThrownBy(() -> writer.writeStereo(new short[3], new short[2]));
    }

    assertThat(WavFile.read(path).samples()).isEmpty();
  }

  @Test
  void shouldSayWhenItCannotWrite() {
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> WavWriter.create(folder.resolve("no/such/out.wav"), 16_000, 1))
        .returns("AUDIO_IO", AudioException::code);
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> WavWriter.create(path, 16_000, 0))
        .returns("AUDIO_FORMAT_INVALID", AudioException::code);
    assertThat(path).doesNotExist();
  }
}
