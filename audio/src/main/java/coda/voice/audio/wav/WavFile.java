package coda.voice.audio.wav;

import static coda.voice.audio.AudioError.AUDIO_TOO_LARGE;

import coda.voice.audio.AudioException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Whole WAV files in one call. {@link WavReader} and {@link WavWriter} do the same piece by piece.
 */
public final class WavFile {
  /** The most samples that are read unless told otherwise: 2 h 19 min of mono at 16 kHz. */
  public static final int SAMPLE_LIMIT = 1 << 27;

  private WavFile() {}

  /**
   * Reads a file.
   *
   * @throws AudioException as {@link WavReader#WavReader}; {@code AUDIO_TOO_LARGE} beyond {@link
   *     #SAMPLE_LIMIT}
   */
  public static WavAudio read(Path file) {
    try (WavReader reader = WavReader.open(file)) {
      return readAll(reader, SAMPLE_LIMIT);
    }
  }

  /**
   * Reads a file that lies in memory.
   *
   * @throws AudioException as {@link #read(Path)}
   */
  public static WavAudio read(byte[] file) {
    return read(new ByteArrayInputStream(file), SAMPLE_LIMIT);
  }

  /**
   * Reads a stream to the end of its samples.
   *
   * @param in at the beginning of the file; not closed
   * @throws AudioException as {@link #read(Path)}
   */
  public static WavAudio read(InputStream in) {
    return read(in, SAMPLE_LIMIT);
  }

  /**
   * Reads a stream to the end of its samples, within a limit.
   *
   * @param in at the beginning of the file; not closed
   * @param sampleLimit the most samples, all channels together
   * @throws AudioException as {@link #read(Path)}; {@code AUDIO_TOO_LARGE} beyond the limit
   */
  @SuppressWarnings("resource") // the stream is the caller's
  public static WavAudio read(InputStream in, int sampleLimit) {
    return readAll(new WavReader(in), sampleLimit);
  }

  /**
   * A complete mono file in memory.
   *
   * @param samples what it holds
   * @param sampleRate samples per second
   */
  public static byte[] bytes(short[] samples, int sampleRate) {
    return bytes(new WavAudio(sampleRate, 1, samples));
  }

  /** A complete file in memory. */
  public static byte[] bytes(WavAudio audio) {
    int dataBytes = Math.multiplyExact(audio.samples().length, 2);
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(WavWriter.HEADER_BYTES, dataBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    WavWriter.header(file, audio.sampleRate(), audio.channels(), dataBytes);
    file.asShortBuffer().put(audio.samples());
    return file.array();
  }

  /**
   * What a file begins with that is sent while it is made: nobody knows yet how long it will be.
   * 16-bit little-endian samples follow.
   *
   * @param sampleRate samples per second
   * @param channels 1 for mono, 2 for stereo
   */
  public static byte[] streamHeader(int sampleRate, int channels) {
    ByteBuffer header = ByteBuffer.allocate(WavWriter.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    WavWriter.header(header, sampleRate, channels, WavWriter.UNKNOWN);
    return header.array();
  }

  private static WavAudio readAll(WavReader reader, int sampleLimit) {
    WavFormat format = reader.format();
    short[] samples = new short[1 << 14];
    int length = 0;
    while (true) {
      if (samples.length - length < format.channels()) {
        samples = Arrays.copyOf(samples, samples.length * 2);
      }
      int read = reader.read(samples, length, samples.length - length);
      if (read == 0) {
        short[] exact = Arrays.copyOf(samples, length);
        return new WavAudio(format.sampleRate(), format.channels(), exact);
      }
      length += read;
      if (length > sampleLimit) {
        throw new AudioException(
            AUDIO_TOO_LARGE, "The WAV file has more than " + sampleLimit + " samples");
      }
    }
  }
}
