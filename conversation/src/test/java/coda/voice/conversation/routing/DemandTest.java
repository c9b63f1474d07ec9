package coda.voice.conversation.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemandTest {
  private static Demand demand(String text, String language) {
    return Demand.of(TurnFacts.spoken(text, language));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello there                                            | LOW
          Hi, how are you?                                       | LOW
          how do you do                                          | LOW
          What is the capital of France?                         | LOW
          I went for a walk today                                | LOW
          Why is the sky blue?                                   | MEDIUM
          how does a fridge work                                 | MEDIUM
          write a function that reverses a string                | MEDIUM
          compare apples and pears                               | MEDIUM
          explain the code of this sorting algorithm             | HIGH
          write a python function that sorts and explain how it works step by step | HIGH
          Give me a detailed, comprehensive analysis             | HIGH
          """)
  void shouldMeasureHowMuchIsAskedForInEnglish(String text, Complexity expected) {
    assertThat(demand(text, "en-GB").complexity()).as(text).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what's the weather like tomorrow     | TOOL
          What time is it in Tokyo?            | TOOL
          what\u2019s the date                 | TOOL
          set a timer for ten minutes          | TOOL
          remind me to call my mother          | TOOL
          seven times eight                    | TOOL
          what is 12*7                         | TOOL
          15 % of 80                           | TOOL
          twenty five divided by five          | TOOL
          please look it up                    | TOOL
          do you remember what I said          | MEMORY
          what's my name                       | MEMORY
          what did we talk about last time     | MEMORY
          remind me what you said              | MEMORY TOOL
          """)
  void shouldSeeTheNeedForToolsAndMemory(String text, String expected) {
    Set<Need> needs =
        Arrays.stream(expected.split(" ")).map(Need::valueOf).collect(Collectors.toSet());

    assertThat(demand(text, "en").needs()).as(text).isEqualTo(needs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I told him three times",
        "that happens all the time",
        "the timeless research generates whether",
        "the remembrance of a rememberer",
        "alarmingly good",
        "we met in 2020-2021",
        "I am minus my keys",
        "that was long ago"
      })
  void shouldNotSeeNeedsInsideWordsOrWhereTheyOnlySoundAlike(String text) {
    assertThat(demand(text, "en").needs()).as(text).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"this", "encoded", "unexplained", "whyever", "prescription", "sayhello"})
  void shouldNeverFindAKeywordInsideAWord(String text) {
    assertThat(demand(text, "en").intents()).as(text).isEmpty();
  }

  @Test
  void shouldMeasureLengthInAnyLanguage() {
    assertThat(demand("eins ".repeat(10), "de").complexity()).isEqualTo(Complexity.LOW);
    assertThat(demand("eins ".repeat(21), "de").complexity()).isEqualTo(Complexity.MEDIUM);
    assertThat(demand("eins ".repeat(51), "de").complexity()).isEqualTo(Complexity.HIGH);
    assertThat(demand("字".repeat(102), "zh").complexity()).isEqualTo(Complexity.HIGH);
    assertThat(demand("し".repeat(42), "ja").complexity()).isEqualTo(Complexity.MEDIUM);
  }

  @Test
  void shouldSeeQuestionMarksAndNumbersInAnyLanguage() {
    assertThat(demand("Wie hoch ist der Berg?", "de").intents()).containsExactly(Intent.LOOKUP);
    assertThat(demand("Was sind 17 und 25 zusammen?", "de").complexity())
        .isEqualTo(Complexity.MEDIUM);
  }

  @Test
  void shouldNotReadEnglishIntoOtherLanguages() {
    assertThat(demand("die Java ist eine Insel, hey", "de").intents()).isEmpty();
    assertThat(demand("weather code timer", "de").needs()).isEmpty();
  }

  @Test
  void shouldSayThatTheWordsAreNotKnown() {
    Demand demand = demand("", "en");

    assertThat(demand.complexity()).isEqualTo(Complexity.LOW);
    assertThat(demand.reasons()).containsExactly("its words are not known");
  }

  @Test
  void shouldGiveReasonsForPeople() {
    assertThat(demand("hello", "en").reasons()).containsExactly("small talk");
    assertThat(demand("nice day today", "en").reasons()).containsExactly("is short and simple");
    assertThat(demand("what is 3 + 4 and why", "en").reasons())
        .containsExactly(
            "asks for a calculation", "asks for an explanation", "has several numbers");
  }

  @Provide
  Arbitrary<TurnFacts> facts() {
    return AnyTurn.facts();
  }

  @Property
  void everyTurnHasADemandAndReasons(@ForAll("facts") TurnFacts facts) {
    Demand demand = Demand.of(facts);

    assertThat(demand.reasons()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(demand).isEqualTo(Demand.of(facts));
  }

  @Property
  void noReasonRepeatsTheUser(@ForAll("facts") TurnFacts facts) {
    TurnFacts secret = TurnFacts.spoken(facts.text() + " xyzzyplugh", facts.language());

    assertThat(Demand.of(secret).reasons()).noneMatch(reason -> reason.contains("xyzzyplugh"));
  }
}
