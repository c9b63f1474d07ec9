package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import org.jspecify.annotations.Nullable;

/**
 * The first stage of the front end: an utterance's {@link AudioRing} as Sphinx4 data.
 *
 * <p>Two details matter. Sample numbers go on counting from utterance to utterance, because the
 * acoustic model remembers its scores by them and would reuse those of an earlier utterance. And a
 * barely audible noise is added, because exact digital silence has no logarithm; it is the same for
 * every utterance, so that the same sound gives the same words.
 */
final class RingSource extends BaseDataProcessor {
  static final int SAMPLE_RATE = 16_000;
  private static final int BLOCK = SAMPLE_RATE / 100;

  private final int maxSamples;
  private final short[] block = new short[BLOCK];
  private @Nullable AudioRing ring;
  private Runnable asked = () -> {};
  private boolean started;
  private boolean ended;
  private long firstSample;
  private long position;
  private int noise = 1;

  RingSource(int maxSamples) {
    this.maxSamples = maxSamples;
  }

  /**
   * Begins an utterance.
   *
   * @param source its sound
   * @param whenAsked run by the reader when it has come to where {@link AudioRing#ask} was called
   */
  void open(AudioRing source, Runnable whenAsked) {
    ring = source;
    asked = whenAsked;
    started = false;
    ended = false;
    noise = 1;
    firstSample = position;
  }

  /** The number of the utterance's first sample. */
  long firstSample() {
    return firstSample;
  }

  /** How many samples the utterance had so far. */
  long heard() {
    return position - firstSample;
  }

  private int take(AudioRing source) {
    int count = source.take(block);
    while (count == AudioRing.ASKED) {
      asked.run();
      count = source.take(block);
    }
    return count;
  }

  @Override
  public @Nullable Data getData() {
    AudioRing source = ring;
    if (source == null || ended) {
      return null;
    }
    if (!started) {
      started = true;
      return new DataStartSignal(SAMPLE_RATE);
    }
    int count = take(source);
    while (count > 0 && heard() >= maxSamples) {
      count = take(source);
    }
    if (count < 0) {
      ended = true;
      // Leaves a gap, so that frames reaching past the end share no number with the next utterance.
      long durationMs = heard() * 1000 / SAMPLE_RATE;
      position += SAMPLE_RATE;
      return new DataEndSignal(durationMs);
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      noise = noise * 1_103_515_245 + 12_345;
      values[i] = block[i] + (noise >> 30);
    }
    DoubleData data = new DoubleData(values, SAMPLE_RATE, position);
    position += count;
    return data;
  }
}
