package coda.voice.audio.wav;

import static coda.voice.audio.AudioError.AUDIO_BUFFER_TOO_SMALL;

import coda.voice.audio.AudioException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads a WAV file piece by piece.
 *
 * <p>It reads PCM of 8, 16, 24 and 32 bits, floating point of 32 and 64 bits, A-law and µ-law, also
 * as WAVE_FORMAT_EXTENSIBLE, and passes over chunks it does not know. Headers of unknown length
 * (sizes of 0 or 0xFFFFFFFF, as streaming programs write) mean "to the end". A file cut short gives
 * what is there, in whole sample frames. What it takes from the stream decides how much memory it
 * needs, never what the header claims.
 *
 * <p>One thread at a time.
 */
public final class WavReader implements AutoCloseable {
  /** Bytes of unknown chunks before the samples that are passed over. */
  public static final long SKIP_LIMIT = 64L << 20;

  private static final int BUFFER_FRAMES = 1024;

  private final InputStream in;
  private final WavFormat format;
  private final byte[] bytes;
  private final ByteBuffer buffer;
  private long left;

  /**
   * Reads the header.
   *
   * @param in at the beginning of the file; closed with the reader
   * @throws AudioException {@code AUDIO_WAV_NOT_RIFF}, {@code AUDIO_WAV_NO_FORMAT}, {@code
   *     AUDIO_WAV_NO_DATA}, {@code AUDIO_FORMAT_INVALID}, {@code AUDIO_FORMAT_UNSUPPORTED}, {@code
   *     AUDIO_TOO_LARGE} for what the header is, {@code AUDIO_IO} when reading fails
   */
  public WavReader(InputStream in) {
    this.in = in;
    try {
      WavHeader header = WavHeader.read(in, SKIP_LIMIT);
      format = header.format();
      left = header.dataBytes();
    } catch (IOException e) {
      throw unreadable(e);
    }
    bytes = new byte[BUFFER_FRAMES * format.bytesPerFrame()];
    buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Opens a file.
   *
   * @throws AudioException as the constructor
   */
  public static WavReader open(Path file) {
    InputStream in;
    try {
      in = new BufferedInputStream(Files.newInputStream(file));
    } catch (IOException e) {
      throw unreadable(e);
    }
    try {
      return new WavReader(in);
    } catch (AudioException e) {
      try {
        in.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** What the header says. */
  public WavFormat format() {
    return format;
  }

  /**
   * Reads the next samples, channels interleaved, as 16 bits.
   *
   * @param target where they go
   * @param offset the first place
   * @param count how many at most, at least one per channel; a rest that is no whole sample frame
   *     stays untouched
   * @return how many were read, a multiple of the channels; 0 at the end
   * @throws AudioException {@code AUDIO_IO}
   */
  public int read(short[] target, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, target.length);
    int frameBytes = format.bytesPerFrame();
    int wanted = count / format.channels();
    if (wanted == 0) {
      throw new AudioException(
          AUDIO_BUFFER_TOO_SMALL, "There must be room for " + format.channels() + " samples");
    }
    int frames = (int) Math.min(Math.min(wanted, BUFFER_FRAMES), left / frameBytes);
    try {
      int got = in.readNBytes(bytes, 0, frames * frameBytes);
      left = got < frames * frameBytes ? 0 : left - got;
      int samples = got / frameBytes * format.channels();
      buffer.clear();
      for (int i = 0; i < samples; i++) {
        target[offset + i] = format.encoding().decode(buffer);
      }
      return samples;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Closes the stream. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static AudioException unreadable(IOException e) {
    return AudioException.io("The WAV file cannot be read", e);
  }
}
