package coda.voice.audio.file;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import coda.voice.audio.SampleRates;
import coda.voice.audio.codec.OggOpusReader;
import coda.voice.audio.codec.WebmOpusReader;
import coda.voice.audio.resample.Resampler;
import coda.voice.audio.wav.WavFormat;
import coda.voice.audio.wav.WavReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A recording in memory, of whatever kind is read: WAV, or Opus in Ogg or WebM. What it is, its
 * first bytes say; names and media types are not believed.
 *
 * <p>It is read piece by piece, so that a small file that claims to last for days takes no memory;
 * whoever takes the sound ends the reading by throwing. May be read from any thread.
 */
public final class SoundFile {
  /** What can be read, for messages to people. */
  public static final String KINDS = "WAV, and Opus in Ogg (.ogg, .opus) or WebM (.webm)";

  /** How WebM and Matroska begin. */
  private static final byte[] EBML = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3};

  private static final int CHUNK_BYTES = 4_096;
  private static final int CHUNK_FRAMES = 1_024;

  private enum Kind {
    WAV,
    OGG,
    WEBM
  }

  private final byte[] bytes;
  private final Kind kind;

  private SoundFile(byte[] bytes, Kind kind) {
    this.bytes = bytes;
    this.kind = kind;
  }

  /**
   * A recording.
   *
   * @param bytes all of the file; not copied
   * @throws AudioException {@code AUDIO_FORMAT_UNSUPPORTED} naming what is read, and what this is
   *     if it is something that is often sent
   */
  public static SoundFile of(byte[] bytes) {
    if (at(bytes, 0, "RIFF") && at(bytes, 8, "WAVE")) {
      return new SoundFile(bytes, Kind.WAV);
    }
    if (at(bytes, 0, "OggS")) {
      return new SoundFile(bytes, Kind.OGG);
    }
    if (bytes.length > 3 && Arrays.equals(bytes, 0, 4, EBML, 0, 4)) {
      return new SoundFile(bytes, Kind.WEBM);
    }
    throw new AudioException(
        AUDIO_FORMAT_UNSUPPORTED, "%s is not read; send %s".formatted(name(bytes), KINDS));
  }

  /**
   * Reads it to its end.
   *
   * @param sampleRate of what it gives, one of {@link SampleRates#ALL}
   * @param consumer receives mono sound on the calling thread; what it throws ends the reading
   * @throws AudioException when the file is damaged, or of a kind or rate that is not read
   */
  public void read(int sampleRate, SampleConsumer consumer) {
    switch (kind) {
      case WAV -> wav(sampleRate, consumer);
      case OGG -> ogg(sampleRate, consumer);
      case WEBM -> WebmOpusReader.read(bytes, sampleRate, consumer);
    }
  }

  private void ogg(int sampleRate, SampleConsumer consumer) {
    OggOpusReader reader = new OggOpusReader(sampleRate, consumer);
    for (int at = 0; at < bytes.length; at += CHUNK_BYTES) {
      reader.accept(bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
    }
    reader.finish();
  }

  private void wav(int sampleRate, SampleConsumer consumer) {
    try (WavReader reader = new WavReader(new ByteArrayInputStream(bytes))) {
      WavFormat format = reader.format();
      Resampler resampler = new Resampler(SampleRates.check(format.sampleRate()), sampleRate);
      int channels = format.channels();
      short[] interleaved = new short[CHUNK_FRAMES * channels];
      short[] mono = new short[CHUNK_FRAMES];
      short[] converted = new short[resampler.maxOutput(CHUNK_FRAMES)];
      int read;
      while ((read = reader.read(interleaved, 0, interleaved.length)) > 0) {
        int length = read / channels;
        mix(interleaved, channels, mono, length);
        hand(converted, resampler.process(mono, 0, length, converted, 0), consumer);
      }
      hand(converted, resampler.flush(converted, 0), consumer);
    }
  }

  private static void hand(short[] samples, int count, SampleConsumer consumer) {
    if (count > 0) {
      consumer.accept(samples, 0, count);
    }
  }

  private static void mix(short[] interleaved, int channels, short[] mono, int length) {
    for (int i = 0; i < length; i++) {
      int sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += interleaved[i * channels + channel];
      }
      mono[i] = (short) Math.round((float) sum / channels);
    }
  }

  /** What people send although it is not read. */
  private static String name(byte[] bytes) {
    if (bytes.length == 0) {
      return "An empty file";
    }
    if (at(bytes, 0, "ID3") || (bytes.length > 1 && bytes[0] == -1 && (bytes[1] & 0xE0) == 0xE0)) {
      return "MP3";
    }
    if (at(bytes, 0, "fLaC")) {
      return "FLAC";
    }
    if (at(bytes, 4, "ftyp")) {
      return "MP4 or M4A";
    }
    return "What was sent";
  }

  private static boolean at(byte[] bytes, int offset, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.US_ASCII);
    int end = offset + wanted.length;
    return bytes.length >= end && Arrays.equals(bytes, offset, end, wanted, 0, wanted.length);
  }
}
