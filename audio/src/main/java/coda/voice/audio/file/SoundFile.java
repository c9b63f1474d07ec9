package coda.voice.audio.file;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import coda.voice.audio.SampleRates;
import coda.voice.audio.codec.FlacReader;
import coda.voice.audio.codec.Mp3Reader;
import coda.voice.audio.codec.OggOpusReader;
import coda.voice.audio.codec.WebmOpusReader;
import coda.voice.audio.mp4.AdtsReader;
import coda.voice.audio.mp4.Mp4Reader;
import coda.voice.audio.resample.MonoResampler;
import coda.voice.audio.wav.WavFormat;
import coda.voice.audio.wav.WavReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A recording in memory, of whatever kind is read: WAV, MP3, FLAC, AAC, also in MP4 (M4A), or Opus
 * in Ogg, WebM or MP4. What it is, its first bytes say; names and media types are not believed.
 *
 * <p>It is read piece by piece, so that a small file that claims to last for days takes no memory;
 * whoever takes the sound ends the reading by throwing. May be read from any thread.
 */
public final class SoundFile {
  /** What can be read, for messages to people. */
  public static final String KINDS =
      "WAV, MP3, FLAC, M4A or MP4 (with AAC or Opus), AAC, or Opus in Ogg (.ogg, .opus) or WebM"
          + " (.webm)";

  /** How WebM and Matroska begin. */
  private static final byte[] EBML = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3};

  private static final int CHUNK_BYTES = 4_096;
  private static final int CHUNK_FRAMES = 1_024;

  private enum Kind {
    WAV,
    MP3,
    FLAC,
    MP4,
    AAC,
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
   * @throws AudioException {@code AUDIO_FORMAT_UNSUPPORTED} naming what is read
   */
  public static SoundFile of(byte[] bytes) {
    if (at(bytes, 0, "RIFF") && at(bytes, 8, "WAVE")) {
      return new SoundFile(bytes, Kind.WAV);
    }
    if (at(bytes, 0, "fLaC")) {
      return new SoundFile(bytes, Kind.FLAC);
    }
    if (at(bytes, 0, "OggS")) {
      return new SoundFile(bytes, Kind.OGG);
    }
    if (bytes.length > 3 && Arrays.equals(bytes, 0, 4, EBML, 0, 4)) {
      return new SoundFile(bytes, Kind.WEBM);
    }
    if (Mp4Reader.is(bytes)) {
      return new SoundFile(bytes, Kind.MP4);
    }
    if (AdtsReader.is(bytes)) {
      return new SoundFile(bytes, Kind.AAC);
    }
    if (Mp3Reader.is(bytes)) {
      return new SoundFile(bytes, Kind.MP3);
    }
    throw new AudioException(
        AUDIO_FORMAT_UNSUPPORTED,
        "%s is not read; send %s"
            .formatted(bytes.length == 0 ? "An empty file" : "What was sent", KINDS));
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
      case MP3 -> Mp3Reader.read(bytes, sampleRate, consumer);
      case FLAC -> FlacReader.read(bytes, sampleRate, consumer);
      case MP4 -> Mp4Reader.read(bytes, sampleRate, consumer);
      case AAC -> AdtsReader.read(bytes, sampleRate, consumer);
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
      int channels = format.channels();
      MonoResampler sound = new MonoResampler(channels, format.sampleRate(), sampleRate, consumer);
      short[] interleaved = new short[CHUNK_FRAMES * channels];
      int read;
      while ((read = reader.read(interleaved, 0, interleaved.length)) > 0) {
        sound.accept(interleaved, 0, read);
      }
      sound.finish();
    }
  }

  private static boolean at(byte[] bytes, int offset, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.US_ASCII);
    int end = offset + wanted.length;
    return bytes.length >= end && Arrays.equals(bytes, offset, end, wanted, 0, wanted.length);
  }
}
