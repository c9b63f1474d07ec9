package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cepstral mean normalisation that starts anew with every utterance.
 *
 * <p>It waits for the first frames, to know the voice and the room a little, and from then on
 * subtracts the mean of all frames so far. Sphinx4's own live normalisation waits two seconds,
 * which would delay every answer, and carries its state from one speaker to the next.
 */
final class MeanNormalizer extends BaseDataProcessor {
  private final int lookahead;
  private final double[] prior;
  private final double priorWeight;
  private final ArrayDeque<Data> waiting = new ArrayDeque<>();
  private double[] sum = {};
  private double frames;
  private boolean flowing;

  /**
   * A normaliser.
   *
   * @param lookahead how many frames of 10 ms it waits for
   * @param prior the mean of the first coefficients that the acoustic model was trained with
   * @param priorWeight how many frames that counts for
   */
  MeanNormalizer(int lookahead, double[] prior, double priorWeight) {
    this.lookahead = lookahead;
    this.prior = prior.clone();
    this.priorWeight = priorWeight;
  }

  @Override
  public @Nullable Data getData() {
    while (!flowing) {
      Data data = getPredecessor().getData();
      if (data instanceof DataStartSignal) {
        restart();
        return data;
      }
      if (data == null) {
        return null;
      }
      waiting.add(data);
      if (data instanceof DoubleData frame) {
        add(frame.getValues());
      }
      flowing = !(data instanceof DoubleData) || waiting.size() >= lookahead;
    }
    Data next = waiting.poll();
    if (next == null) {
      next = getPredecessor().getData();
      if (next instanceof DataStartSignal) {
        restart();
        return next;
      }
      if (next instanceof DoubleData frame) {
        add(frame.getValues());
      }
    }
    if (next instanceof DoubleData frame) {
      double[] values = frame.getValues();
      for (int i = 0; i < values.length; i++) {
        values[i] -= sum[i] / frames;
      }
    }
    return next;
  }

  private void restart() {
    waiting.clear();
    flowing = false;
    sum = new double[0];
    frames = 0;
  }

  private void add(double[] cepstrum) {
    if (sum.length == 0) {
      sum = Arrays.copyOf(prior, cepstrum.length);
      for (int i = 0; i < sum.length; i++) {
        sum[i] *= priorWeight;
      }
      frames = priorWeight;
    }
    if (cepstrum[0] >= 0 || frames == 0) {
      for (int i = 0; i < cepstrum.length; i++) {
        sum[i] += cepstrum[i];
      }
      frames++;
    }
  }
}
