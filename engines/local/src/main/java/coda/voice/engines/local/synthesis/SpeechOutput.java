package coda.voice.engines.local.synthesis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way of raw samples to the listener: brought to a common level, with the silence at the
 * beginning cut to 30 ms and at the end made 150 ms. Used by one thread.
 */
final class SpeechOutput {
  private static final int LEADING_MS = 30;
  private static final int TRAILING_MS = 150;
  private static final int BLOCK_MS = 5;

  /** −50 dBFS: what is softer counts as silence. */
  private static final int SILENCE = 104;

  private final SpeechJob job;
  private final double gain;
  private final int blockSize;
  private final int leading;
  private final int trailing;
  private final List<Mark> marks = new ArrayList<>();
  private final short[] block;
  private int filled;
  private short[] held = new short[4096];
  private int heldCount;
  private short[] ready = new short[4096];
  private int readyCount;
  private long position;
  private long cut;
  private boolean begun;

  private record Mark(int textOffset, long sample) {}

  /**
   * Output for one sentence.
   *
   * @param job who hears it
   * @param sampleRate in Hz
   * @param gain every sample is multiplied by this
   */
  SpeechOutput(SpeechJob job, int sampleRate, double gain) {
    this.job = job;
    this.gain = gain;
    this.blockSize = sampleRate * BLOCK_MS / 1000;
    this.leading = sampleRate * LEADING_MS / 1000;
    this.trailing = sampleRate * TRAILING_MS / 1000;
    this.block = new short[blockSize];
  }

  /** How many raw samples were written. */
  long position() {
    return position;
  }

  /**
   * A word begins.
   *
   * @param textOffset in the request's text
   * @param sample raw position, as {@link #position()} counts
   */
  void mark(int textOffset, long sample) {
    Mark mark = new Mark(textOffset, sample);
    if (begun) {
      tell(mark);
    } else {
      marks.add(mark);
    }
  }

  /** Takes the next raw sample; {@link #flush} sends what is complete. */
  void write(int sample) {
    block[filled++] = (short) Math.clamp(Math.round(sample * gain), -32768, 32767);
    position++;
    if (filled == blockSize) {
      take();
    }
  }

  /** Hands over what is there. */
  void flush() {
    if (readyCount > 0) {
      job.audio(Arrays.copyOf(ready, readyCount));
      readyCount = 0;
    }
  }

  /** The sentence is complete. */
  void end() {
    if (filled > 0) {
      take();
    }
    if (begun) {
      held = Arrays.copyOf(held, Math.max(held.length, trailing));
      Arrays.fill(held, Math.min(heldCount, trailing), trailing, (short) 0);
      move(0, trailing);
    }
    flush();
  }

  private void take() {
    int peak = 0;
    for (int i = 0; i < filled; i++) {
      peak = Math.max(peak, Math.abs(block[i]));
    }
    held = appended(held, heldCount, block, 0, filled);
    heldCount += filled;
    filled = 0;
    if (peak >= SILENCE) {
      begin();
      move(0, heldCount);
      heldCount = 0;
    } else if (!begun && heldCount > leading) {
      int less = heldCount - leading;
      System.arraycopy(held, less, held, 0, leading);
      heldCount = leading;
      cut += less;
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      marks.forEach(this::tell);
      marks.clear();
    }
  }

  private void tell(Mark mark) {
    job.word(mark.textOffset, Math.max(0, mark.sample - cut));
  }

  private void move(int from, int count) {
    ready = appended(ready, readyCount, held, from, count);
    readyCount += count;
  }

  private static short[] appended(short[] to, int at, short[] from, int start, int count) {
    short[] room =
        to.length >= at + count ? to : Arrays.copyOf(to, Math.max(2 * to.length, at + count));
    System.arraycopy(from, start, room, at, count);
    return room;
  }
}
