package coda.voice.gateway.coda;

import static coda.voice.audio.AudioError.AUDIO_TOO_LONG;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.resample.Resampler;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.protocol.coda.StreamFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of microphone audio: from the bytes of messages to frames of 20 ms at the agreed rate.
 *
 * <p>{@link #decode} may run on any thread, everything else on the connection's loop; never two of
 * them at once.
 */
final class Microphone implements AutoCloseable {
  /** Bytes in 1 ms of the densest WAV file that is read: 48 kHz, two channels of 32 bits. */
  private static final double DENSEST_WAV = 384;

  /** Bytes in 1 ms of the densest Opus: 510 kbit/s, see RFC 6716, section 2.1.1. */
  private static final double DENSEST_OPUS = 64;

  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WAVE = "WAVE".getBytes(StandardCharsets.US_ASCII);

  private final StreamFormat format;
  private final SampleReader reader;
  private final FrameSplitter splitter;
  private final int longestMs;
  private @Nullable Resampler resampler;
  private int resampledFrom;
  private long samples;

  /**
   * A stream that begins.
   *
   * @param format as agreed
   * @param pool where frames come from
   * @param longestMs of one message
   * @param ears borrows every frame
   */
  Microphone(StreamFormat format, FramePool pool, int longestMs, Consumer<AudioFrame> ears) {
    this.format = format;
    this.reader = SampleReader.of(format);
    this.splitter = new FrameSplitter(pool, format.sampleRate(), ears);
    this.longestMs = longestMs;
  }

  /**
   * The samples of a message, mono, at the agreed rate.
   *
   * @param bytes a WAV file, or what was agreed
   * @throws AudioException when they cannot be read, or last too long
   */
  short[] decode(byte[] bytes) {
    return isWav(bytes) ? wav(bytes) : raw(bytes);
  }

  /**
   * The least that a message can last, whatever is in it: so much is charged before it is decoded,
   * as nonsense costs time too.
   *
   * @param bytes of the message
   * @return ms
   */
  double leastMs(byte[] bytes) {
    double bytesPerMs =
        isWav(bytes)
            ? DENSEST_WAV
            : switch (format.format()) {
              case WAV, PCM16 -> 2.0 * format.channels() * format.sampleRate() / 1_000;
              case MULAW, ALAW -> (double) format.channels() * format.sampleRate() / 1_000;
              case OPUS -> DENSEST_OPUS;
            };
    return bytes.length / bytesPerMs;
  }

  /** How long samples last, in ms. */
  double ms(int count) {
    return count * 1000.0 / format.sampleRate();
  }

  /** How many frames samples fill, the last one maybe in part. */
  int frames(int count) {
    int perFrame = FramePool.samplesPerFrame(format.sampleRate());
    return (count + perFrame - 1) / perFrame;
  }

  /**
   * Hears the next frames of a message.
   *
   * @param pcm from {@link #decode}
   * @param from where to go on
   * @param frames how many at most
   * @return where to go on next time; the array's length at its end
   */
  int hear(short[] pcm, int from, int frames) {
    int count =
        Math.min(pcm.length - from, frames * FramePool.samplesPerFrame(format.sampleRate()));
    splitter.write(pcm, from, count);
    samples += count;
    return from + count;
  }

  /**
   * Ends a stretch of sound: what waited for more is heard now.
   *
   * @return bytes that were left over, because they are no whole sample
   */
  int endStretch() {
    if (resampler != null) {
      short[] rest = new short[resampler.maxOutput(0)];
      int count = resampler.flush(rest, 0);
      splitter.write(rest, 0, count);
      samples += count;
      resampler = null;
    }
    splitter.flush();
    return reader.end();
  }

  /** Audio heard so far, in ms. */
  long heardMs() {
    return samples * 1000 / format.sampleRate();
  }

  /** Drops what waits and gives its frame back. */
  @Override
  public void close() {
    splitter.close();
  }

  private short[] raw(byte[] bytes) {
    short[] read = reader.read(bytes);
    int channels = SampleReader.channels(format);
    checkLength(read.length / channels, format.sampleRate());
    return channels == 1 ? read : new WavAudio(format.sampleRate(), channels, read).mono();
  }

  private short[] wav(byte[] bytes) {
    int limit = Math.max(bytes.length, 1);
    WavAudio audio = WavFile.read(new ByteArrayInputStream(bytes), limit);
    checkLength(audio.length(), audio.sampleRate());
    short[] mono = audio.channels() == 1 ? audio.samples() : audio.mono();
    if (audio.sampleRate() == format.sampleRate()) {
      return mono;
    }
    if (resampler == null || resampledFrom != audio.sampleRate()) {
      resampler = new Resampler(audio.sampleRate(), format.sampleRate());
      resampledFrom = audio.sampleRate();
    }
    short[] converted = new short[resampler.maxOutput(mono.length)];
    return Arrays.copyOf(converted, resampler.process(mono, 0, mono.length, converted, 0));
  }

  private void checkLength(int count, int rate) {
    long ms = count * 1000L / rate;
    if (ms > longestMs) {
      throw tooLong(ms, longestMs);
    }
  }

  static AudioException tooLong(long ms, long longestMs) {
    return new AudioException(
        AUDIO_TOO_LONG, "The audio lasts " + ms + " ms; allowed are " + longestMs + " ms");
  }

  private static boolean isWav(byte[] bytes) {
    return bytes.length >= 12
        && Arrays.equals(bytes, 0, 4, RIFF, 0, 4)
        && Arrays.equals(bytes, 8, 12, WAVE, 0, 4);
  }
}
