package coda.voice.conversation.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RelevanceTest {
  @Test
  void shouldBeTheShareOfTheQuestionsTellingWordsInTheAnswer() {
    assertThat(english("What is the capital of France?", "The capital of France is Paris."))
        .hasValue(1);
    assertThat(english("What is the capital of France?", "France is a lovely country."))
        .hasValue(0.5);
    assertThat(english("What is the capital of France?", "I like cheese.")).hasValue(0);
  }

  @Test
  void shouldMeetWordsInOtherForms() {
    assertThat(english("Who baked the cakes?", "A baker bakes a cake.")).hasValue(1);
    assertThat(english("Who tried stopping trains?", "She tries, and stopped a train."))
        .hasValue(1);
    assertThat(english("Are there seven dwarfs?", "Yes, 7 dwarfs.")).hasValue(1);
    assertThat(english("Is it 1,000 metres?", "1000 metres.")).hasValue(1);
  }

  @Test
  void shouldIgnoreCaseAccentsAndApostrophes() {
    assertThat(Relevance.of("Où est le café Müller?", "fr", "LE CAFE MULLER est ici", true))
        .hasValue(1);
  }

  @Test
  void shouldMeetWordsOfOtherLanguagesByTheirBeginning() {
    assertThat(
            Relevance.of(
                "Warum fliegen Flugzeuge?", "de", "Ein Flugzeug fliegt durch Auftrieb.", true))
        .hasValue(1);
  }

  @Test
  void shouldBeAbsentWhenTheQuestionHasTooFewTellingWords() {
    assertThat(english("What is that?", "That is a cat.")).isEmpty();
    assertThat(english("Weather?", "The weather is fine.")).isEmpty();
    assertThat(english("", "The weather is fine.")).isEmpty();
  }

  @Test
  void shouldBeAbsentWhenTheAnswerHasOnlyBegun() {
    String question = "What is the capital of France?";

    assertThat(Relevance.of(question, "en", "Well, the", false)).isEmpty();
    assertThat(
            Relevance.of(
                question, "en", "Well that is easy to say it is the capital of the French", false))
        .hasValue(0.5);
  }

  @Test
  void shouldBeAbsentInALanguageWhoseTellingWordsAreNotKnown() {
    assertThat(Relevance.of("Mji mkuu wa Kenya ni upi?", "sw", "Mji mkuu ni Nairobi.", true))
        .isEmpty();
    assertThat(Relevance.of("東京の天気は", "ja", "東京の天気は晴れ", true)).isEmpty();
  }

  @Test
  void shouldLookAtTheOpeningOnly() {
    assertThat(
            english("What is the capital of France?", "bla ".repeat(40) + "the capital of France"))
        .hasValue(0);
  }

  private static OptionalDouble english(String question, String answer) {
    return Relevance.of(question, "en", answer, true);
  }

  @Provide
  Arbitrary<String> text() {
    return AnyTurn.text();
  }

  @Property
  void moreOfTheQuestionIsNeverLessRelevant(
      @ForAll("text") String question, @ForAll("text") String answer) {
    String opening = String.join(" ", Words.of(answer).stream().limit(5).toList());
    String more = opening + " " + String.join(" ", Words.of(question).stream().limit(20).toList());

    assertThat(Relevance.of(question, "en", more, true).orElse(-1))
        .isBetween(Relevance.of(question, "en", opening, true).orElse(-1), 1.0);
  }
}
