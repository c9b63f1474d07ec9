package coda.voice.engines.local.synthesis;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a long text where a speaker would breathe, because a voice that plans all of it first makes
 * the listener wait for seconds.
 */
final class Pieces {
  private static final int LONGEST = 200;

  private Pieces() {}

  /**
   * The text in pieces.
   *
   * @param text any length
   * @return none of them longer than 200 characters or without a letter or digit
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
        .toList();
  }

  private static int cut(String text, int from) {
    int end = from + LONGEST;
    for (int at = end; at > from + LONGEST / 3; at--) {
      if (text.charAt(at) == ' ' && ".,!?:".indexOf(text.charAt(at - 1)) >= 0) {
        return at;
      }
    }
    int blank = text.lastIndexOf(' ', end);
    return blank > from ? blank : end;
  }
}
