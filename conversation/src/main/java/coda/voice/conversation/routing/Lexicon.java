package coda.voice.conversation.routing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of the words of a language: which tell nothing by themselves, and their stems. */
final class Lexicon {
  /** Words of other languages than English are alike when this many letters are. */
  private static final int BEGINNING = 5;

  private static final Map<String, Set<String>> FUNCTION_WORDS = FunctionWords.all();

  private final String language;
  private final Set<String> functionWords;

  private Lexicon(String language, Set<String> functionWords) {
    this.language = language;
    this.functionWords = functionWords;
  }

  /**
   * That of a language.
   *
   * @param language BCP 47; of one that is not known, every word tells something
   */
  static Lexicon of(String language) {
    String primary = language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    return new Lexicon(primary, FUNCTION_WORDS.getOrDefault(primary, Set.of()));
  }

  /** Whether words that tell something can be told from the others. */
  boolean known() {
    return !functionWords.isEmpty();
  }

  boolean english() {
    return language.equals("en");
  }

  /** Whether a word tells something by itself: numbers do, single letters do not. */
  boolean tells(String word) {
    return Words.isNumber(word) || word.length() > 1 && !functionWords.contains(word);
  }

  /** The stems of the words that tell something. */
  Set<String> stems(List<String> words) {
    return words.stream()
        .filter(this::tells)
        .map(this::stem)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a word has in common with its other forms. */
  String stem(String word) {
    if (english()) {
      return EnglishStem.of(word);
    }
    return word.length() > BEGINNING && !Words.isNumber(word) ? word.substring(0, BEGINNING) : word;
  }
}
