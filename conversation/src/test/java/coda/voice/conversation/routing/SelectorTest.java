package coda.voice.conversation.routing;

import static coda.voice.conversation.routing.Delivery.Result.FAILED;
import static coda.voice.conversation.routing.Delivery.Result.HEARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import coda.voice.conversation.routing.Delivery.Result;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SelectorTest {
  private static final String QUESTION = "What is the capital of France?";

  private static DeliveryRecord delivered(int heard, int failed) {
    return new DeliveryRecord(Stream.concat(many(heard, HEARD), many(failed, FAILED)).toList());
  }

  private static Stream<Delivery> many(int count, Result result) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Delivery(Answerer.CHAIN, Complexity.LOW, result, 500));
  }

  private static Candidate chain(String text, long ms, DeliveryRecord record, double confidence) {
    return new Candidate(Answerer.CHAIN, text, ms, OptionalDouble.of(confidence), record, true);
  }

  private static Candidate duplex(String text, long ms, DeliveryRecord record) {
    return new Candidate(Answerer.DUPLEX, text, ms, OptionalDouble.empty(), record, true);
  }

  private static Choice choose(Selection selection, Candidate... candidates) {
    return Selector.choose(selection, QUESTION, "en", List.of(candidates));
  }

  @Test
  void shouldChooseTheFastest() {
    Choice choice =
        choose(
            Selection.FASTEST,
            chain("Paris.", 900, delivered(9, 0), 0.9),
            duplex("Hm.", 240, delivered(0, 9)));

    assertThat(choice.winner().who()).isEqualTo(Answerer.DUPLEX);
    assertThat(choice.score()).isCloseTo(1 - 240 / 3000.0, within(1e-9));
    assertThat(choice.reason()).isEqualTo("first sound after 240 ms against 900 ms");
  }

  @Test
  void shouldChooseWhoDeliversBestTimesTheConfidenceInTheTranscript() {
    Candidate certain = chain("Paris.", 900, delivered(10, 0), 0.9);
    Candidate uncertain = chain("Paris.", 900, delivered(10, 0), 0.3);
    Candidate other = duplex("Hm.", 240, delivered(5, 5));

    assertThat(choose(Selection.HIGHEST_QUALITY, certain, other).winner()).isEqualTo(certain);
    assertThat(choose(Selection.HIGHEST_QUALITY, uncertain, other).winner()).isEqualTo(other);
  }

  @Test
  void shouldChooseTheMostRelevant() {
    Choice choice =
        choose(
            Selection.MOST_RELEVANT,
            chain("The capital of France is Paris.", 900, DeliveryRecord.EMPTY, 0.9),
            duplex("I love cheese.", 240, DeliveryRecord.EMPTY));

    assertThat(choice.winner().who()).isEqualTo(Answerer.CHAIN);
    assertThat(choice.reason()).isEqualTo("relevance 1.00 against 0.00");
  }

  @Test
  void shouldBalanceAllThatIsMeasured() {
    Candidate full = chain("The capital of France is Paris.", 600, delivered(5, 0), 0.8);

    assertThat(choose(Selection.BALANCED, full).score())
        .isCloseTo(0.4 * 0.8 + 0.3 * 1 + 0.2 * 0.8 + 0.1 * 0.8, within(1e-9));
  }

  @Test
  void shouldGiveTheWeightOfWhatIsAbsentToTheRest() {
    Candidate unknown = duplex("The capital of France is Paris.", 600, DeliveryRecord.EMPTY);
    assertThat(choose(Selection.BALANCED, unknown).score())
        .isCloseTo((0.3 * 1 + 0.2 * 0.8) / 0.5, within(1e-9));

    Choice speedOnly = Selector.choose(Selection.BALANCED, "And that?", "en", List.of(unknown));
    assertThat(speedOnly.score()).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void shouldFallBackToTheBalanceWhenTheMeasureIsAbsentForOne() {
    Choice choice =
        choose(
            Selection.HIGHEST_QUALITY,
            chain("The capital of France is Paris.", 900, delivered(9, 0), 1),
            duplex("Hm.", 240, DeliveryRecord.EMPTY));

    assertThat(choice.reason()).startsWith("quality could not be measured; balanced score ");
  }

  @Test
  void shouldLetAnAnswerWithoutAWordLose() {
    Candidate silent = duplex(" ", 10, delivered(9, 0));
    Candidate other = chain("Paris.", 2900, delivered(0, 9), 0.1);

    for (Selection selection : Selection.values()) {
      Choice choice = choose(selection, silent, other);
      assertThat(choice.winner()).isEqualTo(other);
      assertThat(choice.reason()).isEqualTo("the other answer says nothing");
    }
    assertThat(choose(Selection.BALANCED, silent).reason()).isEqualTo("no answer says anything");
    assertThat(choose(Selection.BALANCED, silent).score()).isZero();
  }

  @Test
  void shouldTakeTheOnlyAnswer() {
    assertThat(choose(Selection.FASTEST, duplex("Hm.", 240, DeliveryRecord.EMPTY)).reason())
        .isEqualTo("the only answer");
  }

  @Test
  void shouldRefuseToChooseFromNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selector.choose(Selection.FASTEST, "", "en", List.of()));
  }

  @Provide
  Arbitrary<Candidate> candidates() {
    return AnyTurn.candidate();
  }

  @Provide
  Arbitrary<String> questions() {
    return AnyTurn.text();
  }

  @Provide
  Arbitrary<String> languages() {
    return AnyTurn.language();
  }

  @Property
  void everyChoiceIsOneOfThemWithAScoreAndDoesNotDependOnTheirOrder(
      @ForAll Selection selection,
      @ForAll("questions") String question,
      @ForAll("languages") String language,
      @ForAll("candidates") Candidate one,
      @ForAll("candidates") Candidate other) {
    Choice choice = Selector.choose(selection, question, language, List.of(one, other));

    assertThat(choice.winner()).isIn(one, other);
    assertThat(choice.score()).isBetween(0.0, 1.0);
    assertThat(choice.reason()).isNotBlank();
    if (one.who() != other.who()) {
      assertThat(Selector.choose(selection, question, language, List.of(other, one)))
          .isEqualTo(choice);
    }
  }

  @Property
  void toBeFasterNeverMakesAnAnswerWorse(
      @ForAll Selection selection,
      @ForAll("questions") String question,
      @ForAll("candidates") Candidate answer,
      @ForAll @LongRange(max = 6000) long ms) {
    Candidate faster =
        new Candidate(
            answer.who(),
            answer.text(),
            Math.min(ms, answer.readyAfterMs()),
            answer.transcriptConfidence(),
            answer.record(),
            answer.complete());

    assertThat(score(selection, question, faster))
        .isGreaterThanOrEqualTo(score(selection, question, answer));
  }

  @Property
  void aBetterRecordNeverMakesAnAnswerWorse(
      @ForAll Selection selection,
      @ForAll("questions") String question,
      @ForAll("candidates") Candidate answer) {
    if (answer.record().quality().isPresent()) {
      Candidate perfect =
          new Candidate(
              answer.who(),
              answer.text(),
              answer.readyAfterMs(),
              answer.transcriptConfidence(),
              delivered(20, 0),
              answer.complete());

      assertThat(score(selection, question, perfect))
          .isGreaterThanOrEqualTo(score(selection, question, answer) - 1e-9);
    }
  }

  @Property
  void whatIsAbsentNeverCounts(@ForAll("candidates") Candidate answer) {
    Measures measures = Measures.of(answer, "And that?", "en");
    double sum = 0.2 * measures.speed();
    double weights = 0.2;
    if (measures.quality().isPresent()) {
      sum += 0.4 * measures.quality().getAsDouble();
      weights += 0.4;
    }
    if (measures.confidence().isPresent()) {
      sum += 0.1 * measures.confidence().getAsDouble();
      weights += 0.1;
    }

    assertThat(measures.relevance()).isEmpty();
    assertThat(measures.quality().isPresent()).isEqualTo(answer.record().quality().isPresent());
    assertThat(measures.balanced()).isCloseTo(sum / weights, within(1e-9));
  }

  @Property
  void theConfidenceInATranscriptDoesNotCountForWhoHearsTheSound(
      @ForAll("candidates") Candidate answer) {
    if (answer.who() == Answerer.DUPLEX) {
      assertThat(Measures.of(answer, QUESTION, "en").confidence()).isEmpty();
    }
  }

  private static double score(Selection selection, String question, Candidate answer) {
    return Selector.choose(selection, question, "en", List.of(answer)).score();
  }
}
