package coda.voice.audio;

import static coda.voice.audio.AudioError.AUDIO_HALF_SAMPLE;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts sound that arrives in chunks of any length into frames of 20 ms.
 *
 * <p>What does not fill a frame waits for the next chunk, so no sample is lost or repeated whatever
 * the chunks look like. The consumer borrows each frame for the duration of the call; it retains
 * the frame to keep it longer.
 *
 * <p>An instance belongs to one stream and one thread at a time. It may hold one lease between
 * calls: close it.
 */
public final class FrameSplitter implements AutoCloseable {
  private final FramePool pool;
  private final int sampleRate;
  private final int frameLength;
  private final Consumer<AudioFrame> frames;

  private @Nullable AudioFrame partial;
  private boolean halfSample;
  private byte lowByte;

  /**
   * A splitter for one stream.
   *
   * @param pool where frames come from
   * @param sampleRate of the stream, one of {@link SampleRates#ALL}
   * @param frames receives every frame, in order, on the thread that writes
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public FrameSplitter(FramePool pool, int sampleRate, Consumer<AudioFrame> frames) {
    this.pool = pool;
    this.sampleRate = SampleRates.check(sampleRate);
    this.frameLength = FramePool.samplesPerFrame(sampleRate);
    this.frames = frames;
  }

  /**
   * Takes the next samples.
   *
   * @param samples where they are; copied during the call
   * @param offset the first one
   * @param count how many
   * @throws AudioException {@code AUDIO_HALF_SAMPLE} when bytes were written before and ended in
   *     the middle of a sample
   */
  public void write(short[] samples, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, samples.length);
    if (halfSample) {
      throw new AudioException(AUDIO_HALF_SAMPLE, "A sample lacks its second byte");
    }
    int at = offset;
    int end = offset + count;
    while (at < end) {
      AudioFrame frame = partial();
      int length = frame.length();
      int taken = Math.min(end - at, frameLength - length);
      System.arraycopy(samples, at, frame.samples(), length, taken);
      at += taken;
      grown(frame, length + taken);
    }
  }

  /**
   * Takes the next 16-bit little-endian samples. A chunk may end in the middle of a sample; the
   * next one then begins with its second byte.
   *
   * @param pcm where the bytes are; copied during the call
   * @param offset the first one
   * @param count how many, odd or even
   */
  public void write(byte[] pcm, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, pcm.length);
    int at = offset;
    int end = offset + count;
    if (halfSample && count > 0) {
      halfSample = false;
      AudioFrame frame = partial();
      int length = frame.length();
      frame.samples()[length] = sample(lowByte, pcm[at]);
      at++;
      grown(frame, length + 1);
    }
    while (end - at >= 2) {
      AudioFrame frame = partial();
      int length = frame.length();
      int taken = Math.min((end - at) / 2, frameLength - length);
      Pcm16.decode(pcm, at, taken, frame.samples(), length);
      at += 2 * taken;
      grown(frame, length + taken);
    }
    if (at < end) {
      halfSample = true;
      lowByte = pcm[at];
    }
  }

  /** Samples that wait for their frame to fill. */
  public int pending() {
    return partial == null ? 0 : partial.length();
  }

  /** Whether the bytes so far end in the middle of a sample. */
  public boolean halfSample() {
    return halfSample;
  }

  /**
   * Ends a stretch of sound: hands over what waits as a frame shorter than 20 ms, if anything does.
   * Half a sample cannot be heard and is dropped. The splitter is ready for the next stretch.
   */
  public void flush() {
    halfSample = false;
    AudioFrame frame = partial;
    if (frame != null) {
      hand(frame);
    }
  }

  /** Drops what waits. The splitter is ready for the next stretch. */
  public void reset() {
    halfSample = false;
    AudioFrame frame = partial;
    partial = null;
    if (frame != null) {
      frame.release();
    }
  }

  /** Drops what waits and gives the lease back. */
  @Override
  public void close() {
    reset();
  }

  private AudioFrame partial() {
    AudioFrame frame = partial;
    if (frame == null) {
      frame = pool.lease(sampleRate);
      partial = frame;
    }
    return frame;
  }

  private void grown(AudioFrame frame, int length) {
    frame.length(length);
    if (length == frameLength) {
      hand(frame);
    }
  }

  private void hand(AudioFrame frame) {
    // Forgotten first: a consumer that throws must not make us hand the frame over again.
    partial = null;
    try {
      frames.accept(frame);
    } finally {
      frame.release();
    }
  }

  private static short sample(byte low, byte high) {
    return (short) ((low & 0xFF) | (high << 8));
  }
}
