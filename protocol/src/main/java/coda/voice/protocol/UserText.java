package coda.voice.protocol;

import java.text.Normalizer;

/**
 * Makes text from outside safe to show, to store and to hand to a language model: what a reader
 * cannot see is taken out, the rest stays as it was written.
 *
 * <ul>
 *   <li>CR LF, CR, NEL, U+2028 and U+2029 become a line feed; line feed and tab stay.
 *   <li>Removed: all other control characters (C0, DEL, C1); every bidirectional control (U+061C,
 *       U+200E, U+200F, U+202A–U+202E, U+2066–U+2069); other format characters, among them soft
 *       hyphen, zero width space, word joiner, byte order mark, interlinear annotation and the tag
 *       characters; non-characters.
 *   <li>ZWJ and ZWNJ, which scripts and emoji need, stay after a character that is not ASCII, one
 *       at a time. A variation selector stays after anything but another one.
 *   <li>The visible format characters of Arabic, Syriac and Kaithi (U+0600–U+0605, U+06DD, U+070F,
 *       U+0890, U+0891, U+08E2, U+110BD, U+110CD) stay.
 *   <li>Of more than {@value #MOST_MARKS} combining marks in a row the rest is removed.
 *   <li>Half a surrogate pair becomes U+FFFD. The result is in Unicode's normal form C.
 * </ul>
 *
 * <p>Cleaning what is clean changes nothing. Sources: Unicode Standard Annexes 9 and 15, Unicode
 * Technical Report 36.
 */
public final class UserText {
  /** Combining marks in a row; no language needs so many. */
  public static final int MOST_MARKS = 16;

  private static final int ZWNJ = 0x200C;
  private static final int ZWJ = 0x200D;

  private UserText() {}

  /**
   * The text without what nobody can see.
   *
   * @param raw from outside
   */
  public static String clean(String raw) {
    if (isPlain(raw)) {
      return raw;
    }
    String text = normal(raw);
    while (true) {
      // What is taken out can bring a letter and its mark together.
      String next = normal(filtered(text));
      if (next.equals(text)) {
        return text;
      }
      text = next;
    }
  }

  /**
   * Whether a text is within limits.
   *
   * @param text cleaned or not
   * @param mostPoints code points
   * @param mostBytes in UTF-8
   */
  public static boolean fits(String text, int mostPoints, int mostBytes) {
    if (text.length() > 2L * mostPoints || text.length() > mostBytes) {
      return false; // without looking at each
    }
    int points = 0;
    long bytes = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      points++;
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
    return points <= mostPoints && bytes <= mostBytes;
  }

  private static boolean isPlain(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c > '~' || c < ' ' && c != '\n' && c != '\t') {
        return false;
      }
    }
    return true;
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static String filtered(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int before = 0;
    int marks = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (point == '\r' && at < text.length() && text.charAt(at) == '\n') {
        continue;
      }
      int kept = replacement(point);
      marks = isMark(kept) ? marks + 1 : 0;
      if (marks <= MOST_MARKS && stays(kept, before)) {
        out.appendCodePoint(kept);
        before = kept;
      }
    }
    return out.toString();
  }

  private static int replacement(int point) {
    return switch (point) {
      case '\r', 0x85, 0x2028, 0x2029 -> '\n';
      default -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point;
    };
  }

  private static boolean stays(int point, int before) {
    if (point == ZWJ || point == ZWNJ) {
      return before > '~' && before != ZWJ && before != ZWNJ;
    }
    if (isSelector(point)) {
      return before != 0 && !isSelector(before);
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point == '\n' || point == '\t';
      case Character.FORMAT -> isVisibleFormat(point);
      // Tags have no place in a text even where Java does not know them as format characters.
      default -> !isNonCharacter(point) && point >> 8 != 0xE00;
    };
  }

  private static boolean isVisibleFormat(int point) {
    return (point >= 0x600 && point <= 0x605)
        || point == 0x6DD
        || point == 0x70F
        || point == 0x890
        || point == 0x891
        || point == 0x8E2
        || point == 0x110BD
        || point == 0x110CD;
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> false;
    };
  }

  private static boolean isSelector(int point) {
    return (point >= 0xFE00 && point <= 0xFE0F)
        || (point >= 0xE0100 && point <= 0xE01EF)
        || (point >= 0x180B && point <= 0x180D)
        || point == 0x180F;
  }

  private static boolean isNonCharacter(int point) {
    return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
  }
}
