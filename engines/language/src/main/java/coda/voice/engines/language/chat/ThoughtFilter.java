package coda.voice.engines.language.chat;

import java.util.List;
import java.util.Locale;

/**
 * Takes the model's reasoning out of its words: everything between {@code <think>} and {@code
 * </think>}, however the stream is cut into pieces. A closing tag without an opening one (the
 * server's template has eaten it) is dropped by itself: what came before has already been told.
 *
 * <p>Also drops white space before the first word.
 */
final class ThoughtFilter {
  private static final List<String> OPENING = List.of("<think>", "<thinking>", "<reasoning>");
  private static final List<String> CLOSING = List.of("</think>", "</thinking>", "</reasoning>");

  private final StringBuilder held = new StringBuilder();
  private boolean thinking;
  private boolean begun;

  /**
   * The next piece.
   *
   * @param piece of the stream
   * @return what may be told now, perhaps nothing
   */
  String feed(String piece) {
    held.append(piece);
    return take(false);
  }

  /** The stream has ended: what was held back because it could have become a tag. */
  String finish() {
    return take(true);
  }

  /** Whether the stream is within reasoning now. */
  boolean thinking() {
    return thinking;
  }

  private String take(boolean last) {
    StringBuilder told = new StringBuilder();
    int at = 0;
    while (at < held.length()) {
      if (held.charAt(at) != '<') {
        tell(told, held.charAt(at));
        at++;
        continue;
      }
      int tag = tagAt(at);
      if (tag > 0) {
        thinking = held.charAt(at + 1) != '/';
        at += tag;
      } else if (tag == MAYBE && !last) {
        break;
      } else {
        tell(told, held.charAt(at));
        at++;
      }
    }
    held.delete(0, at);
    return told.toString();
  }

  private void tell(StringBuilder told, char letter) {
    if (thinking || (!begun && Character.isWhitespace(letter))) {
      return;
    }
    begun = true;
    told.append(letter);
  }

  private static final int NONE = 0;
  private static final int MAYBE = -1;

  /**
   * How long the tag is that begins here; or {@link #NONE}, or {@link #MAYBE} one once complete.
   */
  private int tagAt(int at) {
    int longest = CLOSING.getLast().length();
    String rest =
        held.substring(at, Math.min(held.length(), at + longest)).toLowerCase(Locale.ROOT);
    int best = NONE;
    for (List<String> tags : List.of(OPENING, CLOSING)) {
      for (String tag : tags) {
        if (rest.startsWith(tag)) {
          return tag.length();
        }
        if (tag.startsWith(rest)) {
          best = MAYBE;
        }
      }
    }
    return best;
  }
}
