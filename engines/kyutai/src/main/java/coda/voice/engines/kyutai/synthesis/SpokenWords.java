package coda.voice.engines.kyutai.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text as the server reads it: words separated by blanks, each with its place in the text it came
 * from. The server cleans text up in its own way (typographic apostrophes, en dashes, parentheses,
 * colons); the same is done here beforehand, so that the words it speaks of later are those that
 * were sent.
 *
 * @param words in order
 */
record SpokenWords(List<Spoken> words) {
  /**
   * A word as it is sent.
   *
   * @param text without blanks
   * @param offset where the word of the original text begins that it is or belongs to
   */
  record Spoken(String text, int offset) {}

  /** Copies the words. */
  SpokenWords {
    words = List.copyOf(words);
  }

  /**
   * Makes a text ready.
   *
   * @param text anything
   */
  static SpokenWords of(String text) {
    List<Spoken> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && !isBlank(text.charAt(end))) {
        end++;
      }
      addPieces(text, at, end, words);
      at = end + 1;
    }
    return new SpokenWords(words);
  }

  /** The pieces of one word of the original; those without a letter or digit have no sound. */
  private static void addPieces(String text, int from, int to, List<Spoken> words) {
    StringBuilder piece = new StringBuilder();
    for (int at = from; at <= to; at++) {
      String kept = at < to ? kept(text.charAt(at)) : " ";
      if (!kept.equals(" ")) {
        piece.append(kept);
        continue;
      }
      if (piece.chars().anyMatch(Character::isLetterOrDigit)) {
        words.add(new Spoken(piece.toString(), from));
      }
      piece.setLength(0);
    }
  }

  /** What becomes of a character; a blank splits the word. */
  private static String kept(char character) {
    return switch (character) {
      case '’', '‘' -> "'";
      case '–', '(', ')' -> "";
      case '…' -> "...";
      case ':', '—', '<', '>' -> " "; // brackets would be the server's markup
      default -> Character.isISOControl(character) ? " " : String.valueOf(character);
    };
  }

  private static boolean isBlank(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character);
  }

  /** Whether there is nothing to say. */
  boolean isSilent() {
    return words.isEmpty();
  }

  /** What is sent. */
  String text() {
    return words.stream().map(Spoken::text).collect(Collectors.joining(" "));
  }
}
