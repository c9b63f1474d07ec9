package coda.voice.testkit.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that comes out the same for the same seed, on any machine. */
final class Dice {
  private static final List<String> WORDS =
      List.of(
          "tell",
          "me",
          "what",
          "time",
          "it",
          "is",
          "and",
          "then",
          "add",
          "milk",
          "to",
          "the",
          "list",
          "please",
          "how",
          "warm",
          "will",
          "tomorrow",
          "be",
          "set",
          "a",
          "timer",
          "for",
          "five",
          "minutes",
          "who",
          "wrote",
          "that",
          "book",
          "again",
          "no",
          "wait",
          "stop");

  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Whether something happens that happens so often in a hundred times. */
  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  /** A number between two, both included. */
  int number(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  /** A time between two, in steps of 10 ms. */
  long time(long fromMs, long toMs) {
    return random.nextLong(fromMs / 10, toMs / 10 + 1) * 10;
  }

  /** Any of these. */
  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** So many words without punctuation. */
  String words(int from, int to) {
    int count = number(from, to);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.toString();
  }

  /** Whole sentences. */
  String sentences(int from, int to) {
    int count = number(from, to);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(words(1, 6)).append(oneOf(".", ".", "?", "!"));
    }
    return text.toString();
  }
}
