package coda.voice.engines.local.phrases;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a wrong, missing or additional word costs. Content words carry the meaning: they must be
 * there and right, or sound (spoken) or look (typed) nearly right. Function words may be wrong or
 * missing at a price. Fillers are free. Keeps the comparisons of one text; not thread-safe.
 */
final class WordCosts {
  /** May not be. */
  static final double NEVER = Double.POSITIVE_INFINITY;

  private static final Set<String> FILLERS =
      Set.of(
          "um",
          "uh",
          "er",
          "erm",
          "hm",
          "hmm",
          "mm",
          "mhm",
          "huh",
          "ah",
          "oh",
          "please",
          "coda",
          "okay",
          "ok",
          "well",
          "so",
          "just",
          "actually",
          "kindly",
          "%",
          "(",
          ")",
          "-",
          "+",
          "*",
          "/",
          "^",
          "°");

  private static final Set<String> LIGHT =
      Set.of("a", "an", "the", "some", "any", "this", "that", "now", "then");

  private static final Set<String> FUNCTION =
      Set.of(
          "is", "are", "was", "were", "am", "be", "do", "does", "did", "can", "could", "would",
          "will", "shall", "should", "to", "of", "for", "in", "on", "at", "by", "with", "from",
          "and", "or", "there", "it", "its", "me", "my", "your", "you", "i", "we", "us", "our",
          "has", "have", "had", "as", "if", "into", "about", "up", "down", "off", "out");

  private static final Set<String> QUESTION =
      Set.of("what", "who", "how", "when", "where", "why", "which");

  /** Without these an open slot would take anything: "tell me my name", "tell me the news". */
  private static final Set<String> PRONOUN =
      Set.of("me", "my", "your", "you", "i", "we", "us", "our");

  /** Whoever is the subject makes a statement of a command: "I remember that day". */
  private static final Set<String> SUBJECT = Set.of("i", "we");

  private static final double SOUNDS_ALIKE = 0.75;
  private static final double FUNCTION_ALIKE = 0.6;
  private static final double SLIP_COST = 0.2;
  private static final double CONTENT_PRICE = 1.5;
  private static final double JOINED_PRICE = 0.05;

  private final boolean spoken;
  private final Map<String, Double> known = new HashMap<>();
  private final Map<String, String> sounds = new HashMap<>();

  WordCosts(boolean spoken) {
    this.spoken = spoken;
  }

  static boolean isFunction(String word) {
    return LIGHT.contains(word) || FUNCTION.contains(word) || QUESTION.contains(word);
  }

  /** Whether a sentence hardly ends in this word: more is to come. */
  static boolean dangles(String word) {
    return isFunction(word) || FILLERS.contains(word);
  }

  /** How much a phrase's word weighs in the whole. */
  static double weight(String word) {
    return LIGHT.contains(word)
        ? 0.3
        : FUNCTION.contains(word) ? 0.4 : QUESTION.contains(word) ? 0.7 : 1;
  }

  /**
   * A word of the phrase that was not said.
   *
   * @param word which
   * @param strict whether the phrase has a slot that takes any words
   */
  static double missing(String word, boolean strict) {
    if (strict && PRONOUN.contains(word)) {
      return NEVER;
    }
    return LIGHT.contains(word)
        ? 0.2
        : FUNCTION.contains(word) ? 0.35 : QUESTION.contains(word) ? 0.5 : NEVER;
  }

  /** A word that was said and is not in the phrase. */
  static double additional(String word) {
    if (FILLERS.contains(word)) {
      return 0;
    }
    if (SUBJECT.contains(word)) {
      return 1;
    }
    return LIGHT.contains(word)
        ? 0.15
        : FUNCTION.contains(word) ? 0.35 : QUESTION.contains(word) ? 0.7 : 1;
  }

  /**
   * Another word in the place of the phrase's.
   *
   * @param expected the phrase's
   * @param said the other
   */
  double instead(String expected, String said) {
    if (expected.equals(said)) {
      return 0;
    }
    return known.computeIfAbsent(expected + ' ' + said, k -> compare(expected, said));
  }

  /**
   * Two words in the place of one: "time her" for "timer".
   *
   * @param expected the phrase's
   * @param first said
   * @param second said
   */
  double joined(String expected, String first, String second) {
    if (expected.length() < 5 || SUBJECT.contains(first)) {
      return NEVER;
    }
    String both = first + second;
    return both.equals(expected) ? 0 : instead(expected, both) + JOINED_PRICE;
  }

  private String soundsOf(String word) {
    return sounds.computeIfAbsent(word, Sounds::of);
  }

  private double compare(String expected, String said) {
    double alike = spoken ? Sounds.similarity(soundsOf(expected), soundsOf(said)) : 0;
    if (isFunction(expected)) {
      double weight = weight(expected);
      if (Spelling.mayBeSlip(expected, said)) {
        return SLIP_COST * weight;
      }
      if (alike >= FUNCTION_ALIKE) {
        return weight * (1 - alike);
      }
      return !isFunction(said) ? NEVER : QUESTION.contains(expected) ? 1 : weight;
    }
    if (FILLERS.contains(said)) {
      return NEVER; // "uh-huh" is no "hush"
    }
    double slip = Spelling.mayBeSlip(expected, said) ? SLIP_COST : NEVER;
    double misheard = alike >= SOUNDS_ALIKE ? (1 - alike) * CONTENT_PRICE : NEVER;
    return Math.min(slip, misheard);
  }
}
