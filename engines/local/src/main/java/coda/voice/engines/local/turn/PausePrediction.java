package coda.voice.engines.local.turn;

import coda.voice.engine.TurnDetector.TurnOutlook;
import java.util.OptionalDouble;

/** A recogniser's own view of a pause, which hears what the words do not say. */
final class PausePrediction {
  private static final double UNKNOWN = TurnOutlook.UNKNOWN.finished();

  private PausePrediction() {}

  /**
   * The prediction alone.
   *
   * @param pause 0 to 1, where the recogniser makes one
   */
  static TurnOutlook alone(OptionalDouble pause) {
    return pause.isPresent()
        ? new TurnOutlook(Math.clamp(pause.getAsDouble(), 0, 1), "predicted by the recogniser")
        : TurnOutlook.UNKNOWN;
  }

  /**
   * Words and prediction together. Words that say the turn is over are believed. Where words say
   * nothing the prediction decides. Words that promise more are doubted as far as the prediction
   * contradicts them, but at most until nobody knows: half the prediction.
   *
   * @param words the view of the words
   * @param pause 0 to 1, where the recogniser makes one
   */
  static TurnOutlook with(TurnOutlook words, OptionalDouble pause) {
    if (pause.isEmpty() || words.finished() > UNKNOWN) {
      return words;
    }
    TurnOutlook predicted = alone(pause);
    if (words.finished() == UNKNOWN) {
      return predicted;
    }
    double doubted = predicted.finished() * UNKNOWN;
    return doubted > words.finished()
        ? new TurnOutlook(doubted, words.why() + ", but the recogniser predicts an end")
        : words;
  }
}
