package coda.voice.audio;

import java.util.concurrent.atomic.LongAdder;
import org.jctools.queues.MpmcArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Recycles {@link AudioFrame}s so that sound flows without allocation.
 *
 * <p>The pool never blocks and never refuses: an empty pool makes a new frame, a full one lets a
 * returned frame go to the garbage collector. {@link #leased()} counts frames that are out; it is
 * zero when nobody holds sound, which tests assert.
 *
 * <p>All methods may be called from any thread.
 */
public final class FramePool {
  /** The length of a frame in milliseconds. */
  public static final int FRAME_MS = 20;

  /** Room for 20 ms at 48 kHz, the highest rate inside Coda Voice. */
  public static final int FRAME_CAPACITY = samplesPerFrame(48_000);

  private final MpmcArrayQueue<AudioFrame> free;
  private final LongAdder leases = new LongAdder();
  private final LongAdder returns = new LongAdder();
  private final LongAdder created = new LongAdder();

  /**
   * An empty pool.
   *
   * @param keep how many returned frames it keeps for reuse, at least 2
   */
  public FramePool(int keep) {
    this.free = new MpmcArrayQueue<>(keep);
  }

  /**
   * The number of samples in a 20 ms frame.
   *
   * @param sampleRate samples per second; 22,050 and 44,100 give 441 and 882
   */
  public static int samplesPerFrame(int sampleRate) {
    return sampleRate * FRAME_MS / 1000;
  }

  /**
   * A frame of length 0, leased once to the caller.
   *
   * @param sampleRate samples per second of what will be written into it
   */
  public AudioFrame lease(int sampleRate) {
    @Nullable AudioFrame frame = free.poll();
    if (frame == null) {
      created.increment();
      frame = new AudioFrame(this, FRAME_CAPACITY);
    }
    leases.increment();
    return frame.leased(sampleRate);
  }

  void takeBack(AudioFrame frame) {
    returns.increment();
    free.offer(frame);
  }

  /** Frames that are out now. Exact when no other thread is leasing or releasing. */
  public long leased() {
    return leases.sum() - returns.sum();
  }

  /** Frames ever allocated: stays flat in the steady state. */
  public long created() {
    return created.sum();
  }
}
