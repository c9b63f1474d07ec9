package coda.voice.engines.local.synthesis;

import java.util.Arrays;

/**
 * Brings a voice to the common level and takes silence off both ends, sample by sample as it is
 * made.
 *
 * <p>Silence inside a sentence is held back until sound follows, so that the end is known when it
 * comes; the listener plays much slower than a voice speaks and does not notice.
 */
final class SpeechShaper {
  private static final int KEEP_BEFORE_MS = 30;
  private static final int KEEP_AFTER_MS = 120;
  private static final int THRESHOLD = 120;

  private final double gain;
  private final int keepBefore;
  private final int keepAfter;
  private short[] held = new short[4096];
  private int heldCount;
  private boolean speaking;
  private long dropped;

  /**
   * A shaper for one sentence.
   *
   * @param sampleRate in Hz
   * @param gain factor to the common level
   */
  SpeechShaper(int sampleRate, double gain) {
    this.gain = gain;
    this.keepBefore = sampleRate * KEEP_BEFORE_MS / 1000;
    this.keepAfter = sampleRate * KEEP_AFTER_MS / 1000;
  }

  /**
   * The next samples of the voice.
   *
   * @return what may be heard now, maybe nothing
   */
  short[] shape(short[] samples, int count) {
    if (heldCount + count > held.length) {
      held = Arrays.copyOf(held, (heldCount + count) * 2);
    }
    int lastSound = -1;
    for (int i = 0; i < count; i++) {
      long louder = Math.round(samples[i] * gain);
      short sample = (short) Math.clamp(louder, Short.MIN_VALUE, Short.MAX_VALUE);
      held[heldCount + i] = sample;
      if (Math.abs(sample) > THRESHOLD) {
        if (!speaking) {
          speaking = true;
          int drop = Math.max(0, heldCount + i - keepBefore);
          System.arraycopy(held, drop, held, 0, heldCount + i + 1 - drop);
          heldCount -= drop;
          dropped += drop;
        }
        lastSound = heldCount + i;
      }
    }
    heldCount += count;
    if (!speaking && heldCount > keepBefore) {
      int drop = heldCount - keepBefore;
      System.arraycopy(held, drop, held, 0, keepBefore);
      heldCount = keepBefore;
      dropped += drop;
    }
    return lastSound < 0 ? new short[0] : release(lastSound + 1);
  }

  /** The rest: a short silence, so that sentences do not run into each other. */
  short[] finish() {
    return speaking ? release(Math.min(heldCount, keepAfter)) : new short[0];
  }

  /** How many samples were taken off the beginning so far; final once sound was returned. */
  long dropped() {
    return dropped;
  }

  private short[] release(int count) {
    short[] out = Arrays.copyOf(held, count);
    System.arraycopy(held, count, held, 0, heldCount - count);
    heldCount -= count;
    return out;
  }
}
