package coda.voice.conversation.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Chooses the answer that is heard. Everything is measured: speed is the time from the end of the
 * turn to the first audible sound; quality is {@link DeliveryRecord#quality}, for the chain times
 * the recogniser's confidence; relevance is how many of the question's telling words the answer's
 * opening takes up. The balanced score is 0.4 quality + 0.3 relevance + 0.2 speed + 0.1 confidence;
 * the weight of what could not be measured goes to the rest.
 */
public final class Selector {
  private Selector() {}

  /**
   * The better answer. One that is over without a word loses against any other. When the wanted
   * measure is absent for one of them, the balanced score decides; when they are equal, the faster.
   *
   * @param selection what counts
   * @param question the user's words
   * @param language BCP 47
   * @param candidates one or two
   * @throws IllegalArgumentException when there is none
   */
  public static Choice choose(
      Selection selection, String question, String language, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there is no candidate");
    }
    List<Candidate> speaking =
        candidates.stream().filter(candidate -> !candidate.saysNothing()).toList();
    List<Rated> rated =
        (speaking.isEmpty() ? candidates : speaking)
            .stream().map(one -> new Rated(one, Measures.of(one, question, language))).toList();
    Measure wanted = Measure.of(selection);
    boolean measured = rated.stream().allMatch(one -> wanted.of(one.measures()).isPresent());
    Measure measure = measured ? wanted : Measure.BALANCE;
    List<Rated> bestFirst = rated.stream().sorted(measure.bestFirst()).toList();
    Rated best = bestFirst.getFirst();
    return new Choice(
        best.candidate(),
        best.candidate().saysNothing() ? 0 : measure.of(best.measures()).orElse(0),
        reason(
            bestFirst,
            measure,
            measured ? "" : wanted.word + " could not be measured; ",
            candidates));
  }

  private static String reason(
      List<Rated> bestFirst, Measure measure, String before, List<Candidate> all) {
    Rated best = bestFirst.getFirst();
    if (best.candidate().saysNothing()) {
      return "no answer says anything";
    }
    if (bestFirst.size() == 1) {
      return all.size() == 1 ? "the only answer" : "the other answer says nothing";
    }
    Rated next = bestFirst.get(1);
    return before + measure.word + " " + measure.shown(best) + " against " + measure.shown(next);
  }

  private record Rated(Candidate candidate, Measures measures) {}

  /** One way to compare. */
  private enum Measure {
    SPEED("first sound after", measures -> OptionalDouble.of(measures.speed())),
    QUALITY("quality", Measures::quality),
    RELEVANCE("relevance", Measures::relevance),
    BALANCE("balanced score", measures -> OptionalDouble.of(measures.balanced()));

    private final String word;
    private final Function<Measures, OptionalDouble> value;

    Measure(String word, Function<Measures, OptionalDouble> value) {
      this.word = word;
      this.value = value;
    }

    static Measure of(Selection selection) {
      return switch (selection) {
        case FASTEST -> SPEED;
        case HIGHEST_QUALITY -> QUALITY;
        case MOST_RELEVANT -> RELEVANCE;
        case BALANCED -> BALANCE;
      };
    }

    OptionalDouble of(Measures measures) {
      return value.apply(measures);
    }

    Comparator<Rated> bestFirst() {
      Comparator<Rated> faster =
          Comparator.<Rated>comparingLong(rated -> rated.candidate().readyAfterMs())
              .thenComparing(rated -> rated.candidate().who());
      return this == SPEED
          ? faster
          : Comparator.<Rated>comparingDouble(rated -> -of(rated.measures()).orElse(0))
              .thenComparing(faster);
    }

    String shown(Rated rated) {
      return this == SPEED
          ? rated.candidate().readyAfterMs() + " ms"
          : String.format(Locale.ROOT, "%.2f", of(rated.measures()).orElse(0));
    }
  }
}
