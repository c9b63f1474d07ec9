package coda.voice.conversation.routing;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How much of a question an answer takes up: the share of the question's telling words that occur
 * in the opening of the answer, by stem. It sees words, not sense; where there are too few of them
 * it is not measured.
 */
final class Relevance {
  /** How many words of an answer are its opening. */
  static final int OPENING = 40;

  /** An answer that goes on is not judged by fewer words. */
  static final int ENOUGH_OF_AN_ANSWER = 12;

  /** A question is not judged by fewer telling words. */
  static final int ENOUGH_OF_A_QUESTION = 2;

  private Relevance() {}

  /**
   * Measures it.
   *
   * @param question the user's words
   * @param language BCP 47
   * @param answer the words so far
   * @param complete whether these are all
   * @return 0 to 1; empty when the question has fewer than two telling words, the answer has only
   *     begun, or the language is not known well enough to tell which words tell something
   */
  static OptionalDouble of(String question, String language, String answer, boolean complete) {
    Lexicon lexicon = Lexicon.of(language);
    List<String> opening = Words.of(answer).stream().limit(OPENING).toList();
    if (!lexicon.known() || !complete && opening.size() < ENOUGH_OF_AN_ANSWER) {
      return OptionalDouble.empty();
    }
    Set<String> asked = lexicon.stems(Words.of(question));
    if (asked.size() < ENOUGH_OF_A_QUESTION) {
      return OptionalDouble.empty();
    }
    Set<String> answered = lexicon.stems(opening);
    return OptionalDouble.of(
        (double) asked.stream().filter(answered::contains).count() / asked.size());
  }
}
