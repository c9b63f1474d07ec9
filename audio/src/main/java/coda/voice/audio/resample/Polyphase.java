package coda.voice.audio.resample;

import java.util.Arrays;

/** Conversion by a {@link PolyphaseFilter} that slides over the stream. */
final class Polyphase implements Conversion {
  private static final int BLOCK = 1024;

  private final PolyphaseFilter filter;
  private final int[] window;

  /** How much of {@link #window} is filled. */
  private int filled;

  /** Where in {@link #window} the filter of the next output sample begins. */
  private int start;

  /** How far the next output sample lies behind its input sample, in 1/up input samples. */
  private int phase;

  /** Input samples that no output sample has reached yet. */
  private int ahead;

  Polyphase(PolyphaseFilter filter) {
    this.filter = filter;
    this.window = new int[2 * filter.reach() + BLOCK];
    reset();
  }

  @Override
  public void reset() {
    Arrays.fill(window, 0);
    filled = filter.reach() - 1; // the silence before the stream
    start = 0;
    phase = 0;
    ahead = 0;
  }

  @Override
  public int process(short[] input, int offset, int count, short[] output, int at) {
    int written = 0;
    ahead += count;
    for (int done = 0; done < count; ) {
      int taken = Math.min(count - done, window.length - filled);
      for (int i = 0; i < taken; i++) {
        window[filled + i] = input[offset + done + i];
      }
      filled += taken;
      done += taken;
      written += convolve(output, at + written);
      compact();
    }
    return written;
  }

  @Override
  public int flush(short[] output, int at) {
    int written = 0;
    int silence = filter.reach();
    while (silence > 0) {
      int taken = Math.min(silence, window.length - filled);
      Arrays.fill(window, filled, filled + taken, 0);
      filled += taken;
      silence -= taken;
      written += convolve(output, at + written);
      compact();
    }
    return written;
  }

  /** Makes output samples while the window covers their filter and the input reaches them. */
  private int convolve(short[] output, int at) {
    int taps = 2 * filter.reach();
    int written = 0;
    while (start + taps <= filled && ahead > 0) {
      output[at + written] = filter.phase(phase).apply(window, start);
      written++;
      phase += filter.down();
      int step = phase / filter.up();
      phase -= step * filter.up();
      start += step;
      ahead -= step;
    }
    return written;
  }

  private void compact() {
    int kept = Math.max(0, filled - start);
    System.arraycopy(window, Math.min(start, filled), window, 0, kept);
    start -= filled - kept;
    filled = kept;
  }
}
