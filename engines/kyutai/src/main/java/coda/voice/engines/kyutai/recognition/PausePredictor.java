package coda.voice.engines.kyutai.recognition;

import java.util.OptionalDouble;

/**
 * Whether the speaker has finished, from the model's own predictions, as Kyutai's Unmute does it:
 * an exponential moving average with a half-life of 10 ms, which at one prediction every 80 ms is
 * hardly any smoothing. The first twelve steps are ignored, for the model has heard too little.
 *
 * <p>Nothing is told before the first word: until then there is no turn that could be over, and a
 * cough must not end one. With the first word the value falls to 0, because predictions lag behind
 * and would end the turn that has just begun.
 */
final class PausePredictor {
  private static final int IGNORED_STEPS = 12;
  private static final double HALF_LIFE_S = 0.01;
  private static final double STEP_S = 0.08;
  private static final double WEIGHT = 1 - Math.exp(-STEP_S / HALF_LIFE_S * Math.log(2));

  /** From here on the speaker is taken to have paused. */
  static final double PAUSED = 0.6;

  private double value = 1;
  private int steps;
  private boolean speaking;

  /** The first word of the turn is there. */
  void speak() {
    speaking = true;
    value = 0;
  }

  /** The model's next prediction, 0 to 1; what to make of it, once it means something. */
  OptionalDouble step(double prediction) {
    steps++;
    if (steps <= IGNORED_STEPS || !speaking) {
      return OptionalDouble.empty();
    }
    value += WEIGHT * (Math.clamp(prediction, 0, 1) - value);
    return OptionalDouble.of(value);
  }

  /** A step whose prediction is about our own silence and says nothing about the speaker. */
  void skip() {
    steps++;
  }

  /** Whether the speaker seems to have paused. */
  boolean paused() {
    return speaking && steps > IGNORED_STEPS && value > PAUSED;
  }
}
