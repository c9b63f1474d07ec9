package coda.voice.engines.local.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeCommandTest {
  private final Understanding understanding = Understanding.ofAllSkills();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what time is it",
        "what's the time",
        "please set a timer for ten minutes",
        "tell me a joke",
        "remember that my name is anna",
        "add milk and eggs to the shopping list",
        "stop",
        "what is twelve times seven",
        "how many ounces in a pound",
      })
  void shouldKnowWholeCommands(String text) {
    assertThat(understanding.isWholeCommand(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "what",
        "what time",
        "what is the",
        "set a timer for",
        "set a timer for ten",
        "tell me",
        "remember",
        "remember that",
        "remember that my",
        "remember that my name",
        "remember that my name is",
        "add milk and",
        "add milk to the",
        "what is twelve times",
        "how many ounces in a",
        "what is my",
        "what time is at",
        "i would like to order",
      })
  void shouldWaitForTheRest(String text) {
    assertThat(understanding.isWholeCommand(text)).isFalse();
  }
}
