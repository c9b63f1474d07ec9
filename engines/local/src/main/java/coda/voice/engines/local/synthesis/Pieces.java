package coda.voice.engines.local.synthesis;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a long text where a speaker would breathe, because a voice that plans all of it first makes
 * the listener wait for seconds.
 */
final class Pieces {
  private static final int LONGEST = 200;

  private static final String PAUSES = ".,!?:";

  private Pieces() {}

  /**
   * The text in pieces.
   *
   * @param text any length
   * @return at most 201 characters each, with a letter or digit, and ending in punctuation: what
   *     does not is drawn out by a third
   */
  static List<String> of(String text) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (text.length() - from > LONGEST) {
      int to = cut(text, from);
      pieces.add(text.substring(from, to));
      from = to;
    }
    pieces.add(text.substring(from));
    return pieces.stream()
        .filter(piece -> piece.chars().anyMatch(Character::isLetterOrDigit))
        .map(Pieces::ended)
        .toList();
  }

  private static String ended(String piece) {
    String text = piece.strip();
    return PAUSES.indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + ".";
  }

  private static int cut(String text, int from) {
    int end = from + LONGEST;
    for (int at = end; at > from + LONGEST / 3; at--) {
      if (text.charAt(at) == ' ' && PAUSES.indexOf(text.charAt(at - 1)) >= 0) {
        return at;
      }
    }
    int blank = text.lastIndexOf(' ', end);
    return blank > from ? blank : end;
  }
}
