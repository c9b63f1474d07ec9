package coda.voice.conversation.routing;

import java.util.OptionalDouble;

/**
 * What was measured of a candidate, each 0 to 1; what was not measured is absent.
 *
 * @param quality what its maker has delivered lately, times the confidence in the transcript
 * @param relevance how much of the question it takes up
 * @param speed 1 at once, 0 after three seconds
 * @param confidence how sure the recogniser is
 */
record Measures(
    OptionalDouble quality, OptionalDouble relevance, double speed, OptionalDouble confidence) {
  private static final double QUALITY = 0.4;
  private static final double RELEVANCE = 0.3;
  private static final double SPEED = 0.2;
  private static final double CONFIDENCE = 0.1;

  static Measures of(Candidate candidate, String question, String language) {
    OptionalDouble confidence =
        candidate.who() == Answerer.CHAIN
            ? candidate.transcriptConfidence()
            : OptionalDouble.empty();
    OptionalDouble delivered = candidate.record().quality();
    return new Measures(
        delivered.isPresent()
            ? OptionalDouble.of(delivered.getAsDouble() * confidence.orElse(1))
            : delivered,
        Relevance.of(question, language, candidate.text(), candidate.complete()),
        Experience.speed(candidate.readyAfterMs()),
        confidence);
  }

  /** All of it, weighted; the weight of what is absent goes to the rest in proportion. */
  double balanced() {
    double weights =
        SPEED
            + weight(QUALITY, quality)
            + weight(RELEVANCE, relevance)
            + weight(CONFIDENCE, confidence);
    double sum =
        SPEED * speed
            + QUALITY * quality.orElse(0)
            + RELEVANCE * relevance.orElse(0)
            + CONFIDENCE * confidence.orElse(0);
    return Math.clamp(sum / weights, 0, 1);
  }

  private static double weight(double weight, OptionalDouble value) {
    return value.isPresent() ? weight : 0;
  }
}
