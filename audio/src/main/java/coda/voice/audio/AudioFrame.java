package coda.voice.audio;

import static coda.voice.audio.AudioError.AUDIO_FRAME_LENGTH;
import static coda.voice.audio.AudioError.AUDIO_FRAME_RELEASED;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lease on a short stretch of sound: up to 20 ms of 16-bit mono samples.
 *
 * <p>Frames come from a {@link FramePool} with one lease. The rule for passing them on: <b>a method
 * that takes a frame borrows it for the duration of the call</b>; one that keeps it longer calls
 * {@link #retain()} and later {@link #release()}. When the last lease is given back the samples
 * return to the pool and must not be touched again.
 *
 * <p>Leases may be taken and given back on any thread. The samples themselves are plain memory:
 * write them before handing the frame to another thread, only read them afterwards.
 */
public final class AudioFrame {
  private static final VarHandle LEASES;

  static {
    try {
      LEASES = MethodHandles.lookup().findVarHandle(AudioFrame.class, "leases", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final FramePool pool;
  private final short[] samples;
  private int sampleRate;
  private int length;

  @SuppressWarnings("unused") // through LEASES
  private volatile int leases;

  AudioFrame(FramePool pool, int capacity) {
    this.pool = pool;
    this.samples = new short[capacity];
  }

  AudioFrame leased(int rate) {
    sampleRate = rate;
    length = 0;
    LEASES.setRelease(this, 1);
    return this;
  }

  /** The backing array; samples 0 to {@link #length()} - 1 are valid. */
  public short[] samples() {
    return samples;
  }

  /** How many samples are valid. */
  public int length() {
    return length;
  }

  /** How many samples fit. */
  public int capacity() {
    return samples.length;
  }

  /** Samples per second. */
  public int sampleRate() {
    return sampleRate;
  }

  /** How long the valid samples last, in microseconds. */
  public long durationMicros() {
    return length * 1_000_000L / sampleRate;
  }

  /**
   * Declares how many samples are valid, after writing into {@link #samples()}.
   *
   * @param count 0 to {@link #capacity()}
   * @return this frame
   */
  public AudioFrame length(int count) {
    if (count < 0 || count > samples.length) {
      throw new AudioException(
          AUDIO_FRAME_LENGTH, "A frame holds 0 to " + samples.length + " samples, not " + count);
    }
    length = count;
    return this;
  }

  /**
   * Copies samples in and sets the length.
   *
   * @param source where from
   * @param offset the first sample
   * @param count how many, at most {@link #capacity()}
   * @return this frame
   */
  public AudioFrame fill(short[] source, int offset, int count) {
    length(count);
    System.arraycopy(source, offset, samples, 0, count);
    return this;
  }

  /**
   * Takes one more lease.
   *
   * @return this frame
   * @throws AudioException {@code AUDIO_FRAME_RELEASED} when nobody holds the frame any more
   */
  public AudioFrame retain() {
    int before;
    do {
      before = leases;
      if (before <= 0) {
        throw new AudioException(AUDIO_FRAME_RELEASED, "The frame was released already");
      }
    } while (!LEASES.compareAndSet(this, before, before + 1));
    return this;
  }

  /**
   * Gives one lease back; the last one returns the frame to its pool.
   *
   * @throws AudioException {@code AUDIO_FRAME_RELEASED} when it was given back already: always a
   *     defect of the caller, so never hidden
   */
  public void release() {
    int before;
    do {
      before = leases;
      if (before <= 0) {
        throw new AudioException(AUDIO_FRAME_RELEASED, "The frame was released twice");
      }
    } while (!LEASES.compareAndSet(this, before, before - 1));
    if (before == 1) {
      pool.takeBack(this);
    }
  }
}
