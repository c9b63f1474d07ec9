package coda.voice.engines.local.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.TurnDetector;
import coda.voice.engine.TurnDetector.TurnEvidence;
import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.engine.TurnDetector.TurnWatch;
import coda.voice.engines.local.assistant.Understanding;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTurnDetectorTest {
  private static final WordsTurnDetector DETECTOR =
      new WordsTurnDetector(Understanding.ofAllSkills());

  private static TurnOutlook judge(String text) {
    return judge(text, "en-US", OptionalDouble.empty());
  }

  private static TurnOutlook judge(String text, String language, OptionalDouble pause) {
    return DETECTOR.judge(new TurnEvidence(text, 1_000, language, pause));
  }

  /** How long the usual settings wait: 2500 ms at 0, 1000 ms at a half, 200 ms at 1. */
  private static double waitMs(TurnOutlook outlook) {
    double share = 2 * outlook.finished();
    return share < 1 ? 2500 - 1500 * share : 1000 - 800 * (share - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stop",
        "Goodbye.",
        "thank you",
        "never mind",
        "yes",
        "no",
        "yes please",
        "no, thank you",
        "be quiet"
      })
  void shouldEndTheTurnAtOnceAfterWordsThatNobodyGoesOnWith(String text) {
    assertThat(waitMs(judge(text))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what time is it",
        "What time is it?",
        "set a timer for ten minutes",
        "could you set a timer for an hour and a half please",
        "cancel the timer",
        "add milk and eggs to the shopping list",
        "what is twelve times seven",
        "how many ounces in a pound",
        "who am i talking to",
        "what are you",
        "what do you know about me",
        "remember that my name is anna",
        "what is my name",
        "tell me a joke",
        "roll two dice",
        "turn the timer off",
      })
  void shouldEndTheTurnSoonAfterAWholeCommand(String text) {
    assertThat(waitMs(judge(text))).isBetween(250.0, 350.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "where are you from",
        "what are you looking at",
        "what is going on",
        "what are we going to do",
        "how long would it take to walk",
        "Who wrote Hamlet?",
        "Is it cold outside?",
      })
  void shouldEndTheTurnEarlyAfterAWholeQuestion(String text) {
    assertThat(waitMs(judge(text))).isBetween(350.0, 700.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "um",
        "and",
        "add milk and",
        "add milk to the",
        "add milk to",
        "what time is it um",
        "set a timer for",
        "set a timer for ten",
        "Set a timer for 10",
        "set a timer for twenty",
        "wake me up in five",
        "count down from ninety",
        "what is",
        "what is the",
        "what is the square root of",
        "what is twelve times",
        "twelve times",
        "what is three point",
        "what is twelve plus",
        "how many",
        "how many ounces in",
        "how many ounces are",
        "my name is",
        "remember that",
        "remember that my",
        "tell me",
        "tell me about",
        "i would like to",
        "can you",
        "do i",
        "my number is four one two",
        "my number is 4 1 2 5",
        "call five five five double",
        "well, I was thinking,",
        "so I thought...",
        "because i want to go there but",
      })
  void shouldWaitWhileTheWordsPromiseMore(String text) {
    assertThat(waitMs(judge(text))).isBetween(2000.0, 2500.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"what", "Who", "how"})
  void shouldWaitAWhileAfterAQuestionWordThatMayBeAllThereIs(String text) {
    assertThat(waitMs(judge(text))).isBetween(1500.0, 1700.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "?!",
        "hello",
        "hey coda",
        "sorry",
        "set a timer",
        "cancel",
        "add milk",
        "what is two plus twenty",
        "what is two plus one hundred",
        "turn the light on",
        "turn it on",
        "yes i can",
        "i know what it is",
        "i am forty two",
        "the meeting is at five",
        "say that three times",
        "how many times",
        "the weather is nice today",
        "pi is three point one four",
        "my number is four one two five five five one two three four",
      })
  void shouldNotClaimToKnowTheRest(String text) {
    assertThat(waitMs(judge(text))).isEqualTo(1000);
  }

  @Test
  void shouldSayWhyAndNeverWhatWasSaid() {
    assertThat(judge("add milk and").why()).isEqualTo("open conjunction");
    assertThat(judge("add milk to the").why()).isEqualTo("open article");
    assertThat(judge("Joseph um").why()).isEqualTo("filler");
    assertThat(judge("my number is four one two").why()).isEqualTo("number being dictated");
    assertThat(judge("what time is it").why()).isEqualTo("complete");
    assertThat(judge("the weather is nice today").why()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-DE | Ich hätte gern Milch und",
        "de | stell einen Timer für",
        "de | Ja, ähm …",
        "de-AT | ich dachte,",
        "fr | je voudrais du lait et",
        "fr-FR | Qu'est-ce que l'",
        "fr | euh",
        "es-MX | quiero leche y",
        "es | pues",
        "it | vorrei del latte e",
        "it | com'è il tempo nell’",
        "pt-BR | quero leite para",
      })
  void shouldWaitForOpenEndingsInOtherLanguages(String language, String text) {
    assertThat(waitMs(judge(text, language, OptionalDouble.empty()))).isBetween(2000.0, 2500.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | stop",
        "de | mach das Licht an",
        "de | ruf mich um sieben an",
        "es | sí",
        "it | vai su",
        "pt | quero um",
        "nl | melk en",
        "ja | um",
        "'' | and",
      })
  void shouldNotClaimToKnowOtherLanguagesBetter(String language, String text) {
    assertThat(judge(text, language, OptionalDouble.empty())).isEqualTo(TurnOutlook.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "the weather is nice today", "set a timer", "what is two plus twenty"})
  void shouldFollowThePredictionWhereTheWordsSayNothing(String text) {
    assertThat(judge(text, "en", OptionalDouble.of(0.9)).finished()).isEqualTo(0.9);
    assertThat(judge(text, "en", OptionalDouble.of(0.1)).finished()).isEqualTo(0.1);
    assertThat(judge("melk", "nl", OptionalDouble.of(0.8)).finished()).isEqualTo(0.8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "what time is it", "where are you from"})
  void shouldBelieveWordsThatAreWholeWhateverIsPredicted(String text) {
    assertThat(judge(text, "en", OptionalDouble.of(0))).isEqualTo(judge(text));
    assertThat(judge(text, "en", OptionalDouble.of(1))).isEqualTo(judge(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"add milk and", "add milk to the", "um", "what"})
  void shouldDoubtAnOpenEndingThatIsPredictedToBeTheEndButNotBeyondUnknown(String text) {
    assertThat(judge(text, "en", OptionalDouble.of(1)).finished()).isEqualTo(0.5);
    assertThat(judge(text, "en", OptionalDouble.of(0.8)).finished()).isEqualTo(0.4);
    assertThat(judge(text, "en", OptionalDouble.of(0)).finished())
        .isEqualTo(judge(text).finished());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "one ", "\u0000", "é", "🎉 ", "and and "})
  void shouldTakeAnyText(String piece) {
    assertThat(judge(piece.repeat(5_000))).isEqualTo(TurnOutlook.UNKNOWN);
  }

  @Test
  void shouldNeverKnowFromSilenceAlone() {
    assertThat(opened(new SilenceTurnDetector(), OptionalDouble.of(1)))
        .isEqualTo(TurnOutlook.UNKNOWN);
  }

  @Test
  void shouldFollowTheRecognisersPredictionAlone() {
    assertThat(opened(new PausesTurnDetector(), OptionalDouble.of(0.85)).finished())
        .isEqualTo(0.85);
    assertThat(opened(new PausesTurnDetector(), OptionalDouble.of(1.7)).finished()).isEqualTo(1);
    assertThat(opened(new PausesTurnDetector(), OptionalDouble.empty()))
        .isEqualTo(TurnOutlook.UNKNOWN);
  }

  private static TurnOutlook opened(TurnDetector detector, OptionalDouble pause) {
    try (TurnWatch watch = detector.open(later -> {})) {
      assertThat(detector.capacity().inUse()).isEqualTo(1);
      return watch.judge(new TurnEvidence("stop", 500, "en", pause));
    } finally {
      assertThat(detector.capacity().inUse()).isZero();
    }
  }
}
