package coda.voice.audio.wav;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_INVALID;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes a WAV file of 16-bit PCM piece by piece.
 *
 * <p>The header is written first with unknown lengths and completed by {@link #close}, so a file
 * whose writer died can be read up to where it got. Beyond 4 GB the lengths stay unknown.
 *
 * <p>One thread at a time.
 */
public final class WavWriter implements AutoCloseable {
  static final int HEADER_BYTES = 44;

  static final long UNKNOWN = 0xFFFF_FFFFL;

  private final FileChannel file;
  private final int sampleRate;
  private final int channels;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private long samples;
  private boolean closed;

  private WavWriter(FileChannel file, int sampleRate, int channels) {
    this.file = file;
    this.sampleRate = sampleRate;
    this.channels = channels;
    header(buffer, sampleRate, channels, UNKNOWN);
  }

  /**
   * Creates a file, replacing what was there.
   *
   * @param path where
   * @param sampleRate samples per second and channel
   * @param channels 1 for mono, 2 for stereo
   * @throws AudioException {@code AUDIO_FORMAT_INVALID}, or {@code AUDIO_IO} when it cannot be
   *     created
   */
  public static WavWriter create(Path path, int sampleRate, int channels) {
    if (sampleRate < WavFormat.LOWEST_RATE
        || sampleRate > WavFormat.HIGHEST_RATE
        || channels < 1
        || channels > WavFormat.MOST_CHANNELS) {
      throw new AudioException(
          AUDIO_FORMAT_INVALID,
          "A WAV file cannot have %d channels at %d Hz".formatted(channels, sampleRate));
    }
    try {
      FileChannel file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      return new WavWriter(file, sampleRate, channels);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Appends samples, interleaved when there are several channels.
   *
   * @param source where they are
   * @param offset the first one
   * @param count how many, a multiple of the channels
   * @throws AudioException {@code AUDIO_FORMAT_INVALID} for half a sample frame, {@code AUDIO_IO}
   */
  public void write(short[] source, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, source.length);
    if (count % channels != 0) {
      throw new AudioException(
          AUDIO_FORMAT_INVALID, count + " samples are not the same number for every channel");
    }
    for (int i = 0; i < count; i++) {
      put(source[offset + i]);
    }
  }

  /** Appends a frame to a mono file. */
  public void write(AudioFrame frame) {
    write(frame.samples(), 0, frame.length());
  }

  /**
   * Appends to a stereo file.
   *
   * @param left the left channel
   * @param right the right channel, as long as the left one
   * @throws AudioException {@code AUDIO_FORMAT_INVALID} when the file is not stereo or the lengths
   *     differ, {@code AUDIO_IO}
   */
  public void writeStereo(short[] left, short[] right) {
    if (channels != 2 || left.length != right.length) {
      throw new AudioException(
          AUDIO_FORMAT_INVALID, "Two channels of equal length go into a stereo file");
    }
    for (int i = 0; i < left.length; i++) {
      put(left[i]);
      put(right[i]);
    }
  }

  /**
   * Completes the header and closes the file. Closing again does nothing.
   *
   * @throws AudioException {@code AUDIO_IO}
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      drain();
      long dataBytes = samples * 2;
      if (dataBytes + HEADER_BYTES < UNKNOWN) {
        buffer.clear();
        header(buffer, sampleRate, channels, dataBytes);
        buffer.flip();
        for (long at = 0; buffer.hasRemaining(); ) {
          at += file.write(buffer, at);
        }
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  static void header(ByteBuffer target, int sampleRate, int channels, long dataBytes) {
    int frameBytes = channels * 2;
    boolean known = dataBytes != UNKNOWN;
    target.put("RIFF".getBytes(StandardCharsets.US_ASCII));
    target.putInt((int) (known ? dataBytes + HEADER_BYTES - 8 : UNKNOWN));
    target.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
    target.putInt(16).putShort((short) 1).putShort((short) channels);
    target.putInt(sampleRate).putInt(sampleRate * frameBytes);
    target.putShort((short) frameBytes).putShort((short) 16);
    target.put("data".getBytes(StandardCharsets.US_ASCII));
    target.putInt((int) dataBytes);
  }

  private void put(short sample) {
    if (buffer.remaining() < 2) {
      try {
        drain();
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
    buffer.putShort(sample);
    samples++;
  }

  private void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  private static AudioException unwritable(IOException e) {
    return AudioException.io("The WAV file cannot be written", e);
  }
}
