package coda.voice.engine.ladder;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import java.util.Arrays;
import java.util.function.Consumer;

/** What was said so far in one utterance, up to a length. One thread at a time. */
final class HeardSound {
  private static final int FIRST_SECONDS = 2;

  private final int rate;
  private final int most;
  private short[] samples;
  private int length;

  /**
   * Nothing was said yet.
   *
   * @param rate in Hz
   * @param mostMs the longest it can keep, in ms
   */
  HeardSound(int rate, int mostMs) {
    this.rate = rate;
    this.most = (int) Math.min((long) rate * mostMs / 1000, Integer.MAX_VALUE - 8);
    this.samples = new short[Math.min(most, rate * FIRST_SECONDS)];
  }

  /**
   * Keeps the next piece.
   *
   * @return false when it does not fit: then what is kept is not the whole any more
   */
  boolean add(AudioFrame frame) {
    int needed = length + frame.length();
    if (needed > most) {
      return false;
    }
    if (needed > samples.length) {
      samples = Arrays.copyOf(samples, Math.min(most, samples.length * 2));
    }
    System.arraycopy(frame.samples(), 0, samples, length, frame.length());
    length = needed;
    return true;
  }

  /** Plays all of it. */
  void replay(FramePool frames, Consumer<AudioFrame> ear) {
    int step = FramePool.samplesPerFrame(rate);
    for (int at = 0; at < length; at += step) {
      AudioFrame frame = frames.lease(rate);
      try {
        ear.accept(frame.fill(samples, at, Math.min(step, length - at)));
      } finally {
        frame.release();
      }
    }
  }
}
