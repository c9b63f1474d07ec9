package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_RATE_UNSUPPORTED;

import coda.voice.audio.AudioException;
import coda.voice.audio.Pcm16;
import coda.voice.audio.SampleRates;
import de.sciss.jump3r.lowlevel.LameEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import javax.sound.sampled.AudioFormat;

/**
 * Writes mono speech as MP3 with LAME (jump3r, its Java port), to a file or piece by piece to a
 * socket: {@value #KBIT_PER_S} kbit/s, constant.
 *
 * <p>What is written comes out about 100 ms of sound later; {@link #close} brings the rest. As with
 * all MP3, the sound has a little silence before and after it.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class Mp3Writer implements AutoCloseable {
  /** Transparent for speech at 24 kHz. */
  private static final int KBIT_PER_S = 64;

  private static final int CHUNK = 1_024;

  private final OutputStream out;
  private final LameEncoder encoder;
  private final byte[] pcm = new byte[2 * CHUNK];
  private final byte[] encoded;
  private boolean closed;

  /**
   * Begins a stream.
   *
   * @param out where it goes; closed with the writer
   * @param sampleRate of the sound, one of {@link SampleRates#ALL}
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public Mp3Writer(OutputStream out, int sampleRate) {
    this.out = out;
    AudioFormat format = new AudioFormat(SampleRates.check(sampleRate), Short.SIZE, 1, true, false);
    this.encoder =
        new LameEncoder(
            format, KBIT_PER_S, LameEncoder.CHANNEL_MODE_MONO, LameEncoder.QUALITY_MIDDLE, false);
    if (encoder.getEffectiveSampleRate() != sampleRate) {
      throw new AudioException(
          AUDIO_RATE_UNSUPPORTED, "MP3 of " + sampleRate + " Hz is not written");
    }
    this.encoded = new byte[encoder.getMP3BufferSize()];
  }

  /**
   * A complete file in memory.
   *
   * @param samples mono
   * @param sampleRate one of {@link SampleRates#ALL}
   */
  public static byte[] encode(short[] samples, int sampleRate) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (Mp3Writer writer = new Mp3Writer(file, sampleRate)) {
      writer.write(samples, 0, samples.length);
    }
    return file.toByteArray();
  }

  /**
   * Takes the next samples.
   *
   * @param source where they are
   * @param offset the first one
   * @param count how many
   * @throws AudioException {@code AUDIO_IO}
   */
  public void write(short[] source, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, source.length);
    for (int at = 0; at < count; at += CHUNK) {
      int taken = Math.min(CHUNK, count - at);
      Pcm16.encode(source, offset + at, taken, pcm, 0);
      hand(encoder.encodeBuffer(pcm, 0, 2 * taken, encoded));
    }
  }

  /**
   * Brings what was held, and ends the stream. Idempotent.
   *
   * @throws AudioException {@code AUDIO_IO}
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      hand(encoder.encodeFinish(encoded));
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      encoder.close();
    }
  }

  private void hand(int bytes) {
    try {
      out.write(encoded, 0, bytes);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static AudioException unwritable(IOException e) {
    return AudioException.io("The MP3 stream cannot be written", e);
  }
}
