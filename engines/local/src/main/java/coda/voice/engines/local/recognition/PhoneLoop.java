package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.linguist.acoustic.AcousticModel;
import edu.cmu.sphinx.linguist.acoustic.HMMPosition;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Senone;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneHMM;
import edu.cmu.sphinx.util.LogMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * How well <em>any</em> sequence of sounds explains what was heard: the measure that words are held
 * against.
 *
 * <p>A free loop over all context-independent phones, searched with Viterbi. Where the words of a
 * hypothesis explain a stretch of sound much worse than free phones do, something else was said.
 */
final class PhoneLoop {
  private static final double PHONE_INSERTION = 0.05;

  private final List<Senone[]> senones = new ArrayList<>();
  private final List<float[][]> transitions = new ArrayList<>();
  private final float insertion = LogMath.getLogMath().linearToLog(PHONE_INSERTION);
  private float[][] scores = {};
  private float[] best = new float[6_000];
  private int frames;

  PhoneLoop(AcousticModel model) {
    for (Iterator<Unit> units = model.getContextIndependentUnitIterator(); units.hasNext(); ) {
      SenoneHMM hmm =
          (SenoneHMM) model.lookupNearestHMM(units.next(), HMMPosition.UNDEFINED, false);
      senones.add(hmm.getSenoneSequence().getSenones());
      transitions.add(hmm.getTransitionMatrix());
    }
  }

  /** Forgets the last utterance. */
  void restart() {
    frames = 0;
    scores = new float[senones.size()][];
    for (int phone = 0; phone < scores.length; phone++) {
      scores[phone] = new float[senones.get(phone).length];
      Arrays.fill(scores[phone], LogMath.LOG_ZERO);
    }
  }

  /** Hears one more frame of features. */
  void hear(Data feature) {
    float enter = frames == 0 ? 0 : bestExit() + insertion;
    float highest = LogMath.LOG_ZERO;
    for (int phone = 0; phone < scores.length; phone++) {
      float[] states = scores[phone];
      float[][] move = transitions.get(phone);
      for (int state = states.length - 1; state >= 0; state--) {
        float score = state == 0 ? enter : LogMath.LOG_ZERO;
        for (int from = 0; from <= state; from++) {
          score = Math.max(score, states[from] + move[from][state]);
        }
        states[state] = score + senones.get(phone)[state].getScore(feature);
        highest = Math.max(highest, states[state]);
      }
    }
    if (frames == best.length) {
      best = Arrays.copyOf(best, frames * 2);
    }
    best[frames++] = highest;
  }

  private float bestExit() {
    float exit = LogMath.LOG_ZERO;
    for (int phone = 0; phone < scores.length; phone++) {
      int last = scores[phone].length - 1;
      exit = Math.max(exit, scores[phone][last] + transitions.get(phone)[last][last + 1]);
    }
    return exit;
  }

  /** How many frames were heard. */
  int frames() {
    return frames;
  }

  /** The log score of the sounds from frame {@code from} to before frame {@code to}. */
  double score(int from, int to) {
    if (from >= to) {
      return 0;
    }
    return best[to - 1] - (from == 0 ? 0 : best[from - 1]);
  }
}
