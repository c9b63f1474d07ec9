package coda.voice.testkit.play;

import coda.voice.audio.FramePool;
import java.util.Arrays;

/** How words become samples: each has its own value, constant for as long as it lasts. */
final class Sound {
  /** Rate of everything, in Hz: the lowest, because nobody really listens. */
  static final int RATE = 8_000;

  /** Samples in a frame of 20 ms. */
  static final int FRAME = FramePool.samplesPerFrame(RATE);

  /** A word lasts this long unless somebody says otherwise, in ms. */
  static final int MS_PER_WORD = 300;

  static final short SILENCE = 0;

  /** A sound without words. */
  static final short NOISE = 800;

  private static final int FIRST_WORD = 1_000;
  private static final int WORDS = Short.MAX_VALUE - FIRST_WORD;

  private Sound() {}

  /** The value of the n-th word. */
  static short ofWord(int n) {
    return (short) (FIRST_WORD + n % WORDS);
  }

  /** Which word a value is, or -1. */
  static int word(short value) {
    return value - FIRST_WORD < 0 ? -1 : value - FIRST_WORD;
  }

  /** Samples of one value. */
  static short[] of(short value, int count) {
    short[] samples = new short[count];
    Arrays.fill(samples, value);
    return samples;
  }
}
