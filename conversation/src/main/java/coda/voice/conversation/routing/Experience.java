package coda.voice.conversation.routing;

import java.util.OptionalDouble;

/**
 * How well one route has done with one kind of turn.
 *
 * @param satisfaction 0 to 1, the mean of what was measured; before that, where it starts
 * @param weight how many turns stand behind it; fades with every turn of the kind that is learned
 * @param turns how many turns were measured, ever; 0 when the satisfaction is only where it starts
 */
record Experience(double satisfaction, double weight, long turns) {
  /** How much of its weight is left after another turn: about the last twenty turns count. */
  private static final double FADING = 0.95;

  /**
   * The least weight. What was measured long ago does not hold out against one new turn, but it is
   * not forgotten without one.
   */
  private static final double LEAST = 0.3;

  /** How many turns a start value counts for. */
  private static final double START = 3;

  /** Beyond these a turn is as slow as can be, in ms. */
  private static final double SLOWEST_MS = 3000;

  private static final double HEARD_OUT = 0.7;
  private static final double PROMPT = 0.3;

  /** Checks the numbers. */
  Experience {
    if (!(satisfaction >= 0 && satisfaction <= 1)) {
      throw new IllegalArgumentException("satisfaction must be from 0 to 1, not " + satisfaction);
    }
    if (!(weight > 0 && weight < 1e9) || turns < 0) {
      throw new IllegalArgumentException("no such weight: " + weight + " of " + turns + " turns");
    }
  }

  /**
   * Where routes start: a duplex model is made for talk, a language model for questions. A few
   * measured turns outweigh it.
   */
  static Experience start(Route route, Complexity bucket) {
    double start =
        switch (bucket) {
          case LOW ->
              switch (route) {
                case DUPLEX -> 0.75;
                case SEQUENTIAL -> 0.7;
                case CHAIN -> 0.65;
                case PARALLEL -> 0.6;
              };
          case MEDIUM ->
              switch (route) {
                case SEQUENTIAL -> 0.75;
                case CHAIN -> 0.7;
                case PARALLEL -> 0.6;
                case DUPLEX -> 0.5;
              };
          case HIGH ->
              switch (route) {
                case CHAIN -> 0.75;
                case SEQUENTIAL -> 0.7;
                case PARALLEL -> 0.6;
                case DUPLEX -> 0.4;
              };
        };
    return new Experience(start, START, 0);
  }

  /** After a turn of the kind that went another way. */
  Experience faded() {
    return new Experience(satisfaction, Math.max(LEAST, weight * FADING), turns);
  }

  /** After a turn of the kind that went this way. */
  Experience after(Outcome outcome) {
    double old = Math.max(LEAST, weight * FADING);
    double mean = (satisfaction * old + satisfaction(outcome)) / (old + 1);
    return new Experience(Math.clamp(mean, 0, 1), old + 1, turns + 1);
  }

  /**
   * How satisfied a user was, as far as it was measured: nothing when no answer came; else 0.7 when
   * it was not cut within two seconds, and up to 0.3 for the time to its first sound.
   */
  static double satisfaction(Outcome outcome) {
    return switch (outcome.delivery().result()) {
      case FAILED, UNHEARD -> 0;
      case INTERRUPTED -> PROMPT * speed(outcome.firstSoundMs());
      case HEARD -> HEARD_OUT + PROMPT * speed(outcome.firstSoundMs());
    };
  }

  /**
   * The same, from what an answerer delivered on any route; by its quality alone when too few came
   * to measure their time.
   *
   * @return empty when that is no measure
   */
  static OptionalDouble satisfaction(DeliveryRecord record) {
    OptionalDouble quality = record.quality();
    if (quality.isEmpty()) {
      return quality;
    }
    OptionalDouble first = record.firstSoundMs();
    if (first.isEmpty()) {
      return quality;
    }
    double prompt = record.came() * speed(first.getAsDouble());
    return OptionalDouble.of(HEARD_OUT * quality.getAsDouble() + PROMPT * prompt);
  }

  /** 1 at once, 0 after three seconds. */
  static double speed(double firstSoundMs) {
    return 1 - Math.min(firstSoundMs / SLOWEST_MS, 1);
  }
}
