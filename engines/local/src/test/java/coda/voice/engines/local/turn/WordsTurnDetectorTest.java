package coda.voice.engines.local.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.TurnDetector.TurnEvidence;
import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.engines.local.assistant.Understanding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTurnDetectorTest {
  private static final WordsTurnDetector DETECTOR =
      new WordsTurnDetector(Understanding.ofAllSkills());

  private static TurnOutlook judge(String text) {
    return DETECTOR.judge(new TurnEvidence(text, 1_000, "en-US", java.util.OptionalDouble.empty()));
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
        "stop",
        "goodbye",
      })
  void shouldEndTheTurnSoonAfterAWholeCommand(String text) {
    assertThat(judge(text)).isEqualTo(TurnOutlook.COMPLETE);
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
    assertThat(judge(text)).isEqualTo(TurnOutlook.INCOMPLETE);
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
        "where are you from",
        "what are you looking at",
        "what is going on",
        "turn the light on",
        "turn it on",
        "yes i can",
        "i know what it is",
        "what are we going to do",
        "i am forty two",
        "the meeting is at five",
        "say that three times",
        "how many times",
        "the weather is nice today",
        "pi is three point one four",
        "my number is four one two five five five one two three four",
      })
  void shouldNotClaimToKnowTheRest(String text) {
    assertThat(judge(text)).isEqualTo(TurnOutlook.UNKNOWN);
  }

  @Test
  void shouldNotJudgeOtherLanguages() {
    assertThat(
            DETECTOR.judge(new TurnEvidence("stop", 500, "de", java.util.OptionalDouble.empty())))
        .isEqualTo(TurnOutlook.UNKNOWN);
    assertThat(
            DETECTOR.judge(new TurnEvidence("um", 500, "de-DE", java.util.OptionalDouble.empty())))
        .isEqualTo(TurnOutlook.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "one ", "\u0000", "é", "🎉 ", "and and "})
  void shouldTakeAnyText(String piece) {
    assertThat(judge(piece.repeat(5_000))).isEqualTo(TurnOutlook.UNKNOWN);
  }

  @Test
  void shouldNeverKnowFromSilenceAlone() {
    assertThat(
            new SilenceTurnDetector()
                .open(later -> {})
                .judge(new TurnEvidence("stop", 500, "en", java.util.OptionalDouble.empty())))
        .isEqualTo(TurnOutlook.UNKNOWN);
  }
}
