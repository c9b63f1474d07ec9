package coda.voice.engines.local.synthesis;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;

/**
 * A text as English voices can read it: basic Latin only, signs as words, what has no sound left
 * out. Remembers where each character came from.
 */
final class SpeakableText {
  private static final Map<Integer, String> SIGNS =
      Map.ofEntries(
          Map.entry((int) '&', " and "),
          Map.entry((int) '+', " plus "),
          Map.entry((int) '=', " equals "),
          Map.entry((int) '@', " at "),
          Map.entry((int) '×', " times "),
          Map.entry((int) '÷', " divided by "),
          Map.entry((int) '−', " minus "),
          Map.entry((int) '√', " square root of "),
          Map.entry((int) '≈', " about "),
          Map.entry((int) '€', " euros "),
          Map.entry((int) '£', " pounds "),
          Map.entry((int) '½', " one half "),
          Map.entry((int) '¼', " one quarter "),
          Map.entry((int) '¾', " three quarters "),
          Map.entry((int) '²', " squared "),
          Map.entry((int) '³', " cubed "),
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "Ae"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'Ø', "O"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '—', ", "),
          Map.entry((int) '–', ", "),
          Map.entry((int) '…', ", "),
          Map.entry((int) '(', ", "),
          Map.entry((int) ')', ", "),
          Map.entry((int) ';', ","));

  /** Longer numbers are said digit by digit. */
  private static final int MOST_DIGITS = 12;

  private static final String KEPT = " ,.!?:'-$%";

  private final String source;
  private final StringBuilder text = new StringBuilder();
  private int[] offsets = new int[64];

  private SpeakableText(String source) {
    this.source = source;
  }

  /**
   * Makes a text speakable.
   *
   * @param source any text
   */
  static SpeakableText of(String source) {
    SpeakableText result = new SpeakableText(source);
    for (int at = 0; at < source.length(); ) {
      int character = source.codePointAt(at);
      result.read(character, at);
      at += Character.charCount(character);
    }
    return result;
  }

  /** What the voice reads. */
  String text() {
    return text.toString();
  }

  /** Whether there is nothing to say. */
  boolean isSilent() {
    return text.chars().noneMatch(Character::isLetterOrDigit);
  }

  /**
   * Where the word around a place of {@link #text()} begins in the source.
   *
   * @param index in {@link #text()}
   */
  int wordStart(int index) {
    int at = offsets[index];
    while (at > 0 && !Character.isWhitespace(source.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private void read(int character, int at) {
    String sign = SIGNS.get(character);
    if (sign != null) {
      append(sign, at);
    } else if (character == '°') {
      append(degrees(at), at);
    } else if (isUnitOfDegrees(at)) {
      return; // said with the sign before it
    } else if (character == '/') {
      boolean number = isDigit(at - 1) && isDigit(at + 1);
      append(number ? " slash " : isBetweenWords(at) ? " or " : " ", at);
    } else if (character == '-') {
      append(isMinus(at) ? " minus " : isBetweenWords(at) ? "-" : " ", at);
    } else if (character == '#') {
      append(isDigit(at + 1) ? " number " : " ", at);
    } else if (character == ',' && isBeforeDecimals(at)) {
      return; // one voice reads 1,250.75 as two numbers
    } else if (isDigit(at) && digitsAround(at) > MOST_DIGITS) {
      append(" " + (char) character + " ", at);
    } else if (character < 128) {
      boolean kept = Character.isLetterOrDigit(character) || KEPT.indexOf(character) >= 0;
      append(kept ? Character.toString(character) : " ", at);
    } else {
      append(plain(character), at);
    }
  }

  /** A letter without its accents; nothing for what English does not know. */
  private static String plain(int character) {
    if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
      return " ";
    }
    String parts = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD);
    StringBuilder kept = new StringBuilder();
    parts
        .chars()
        .filter(c -> c < 128 && Character.isLetterOrDigit(c))
        .forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  private String degrees(int at) {
    if (!isUnitOfDegrees(at + 1)) {
      return " degrees ";
    }
    return is('C', at + 1) ? " degrees Celsius " : " degrees Fahrenheit ";
  }

  private boolean isUnitOfDegrees(int at) {
    boolean alone = at + 1 >= source.length() || !Character.isLetterOrDigit(source.charAt(at + 1));
    return alone && is('°', at - 1) && (is('C', at) || is('F', at));
  }

  /** Whether a comma stands between the thousands of a number with decimals. */
  private boolean isBeforeDecimals(int at) {
    int end = at;
    while (isDigit(end + 1) || (is(',', end + 1) && isDigit(end + 2))) {
      end++;
    }
    return isDigit(at - 1) && end > at && is('.', end + 1) && isDigit(end + 2);
  }

  private boolean is(char expected, int at) {
    return at >= 0 && at < source.length() && source.charAt(at) == expected;
  }

  private int digitsAround(int at) {
    int from = at;
    while (isDigit(from - 1)) {
      from--;
    }
    int to = at;
    while (isDigit(to)) {
      to++;
    }
    return to - from;
  }

  private boolean isMinus(int at) {
    boolean starts = at == 0 || Character.isWhitespace(source.charAt(at - 1));
    boolean alone = at + 1 < source.length() && Character.isWhitespace(source.charAt(at + 1));
    return starts && (isDigit(at + 1) || (alone && isDigit(at - 2) && isDigit(at + 2)));
  }

  private boolean isBetweenWords(int at) {
    return at > 0
        && Character.isLetterOrDigit(source.charAt(at - 1))
        && at + 1 < source.length()
        && Character.isLetterOrDigit(source.charAt(at + 1));
  }

  private boolean isDigit(int at) {
    return at >= 0 && at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9';
  }

  private void append(String piece, int at) {
    for (int i = 0; i < piece.length(); i++) {
      char next = piece.charAt(i);
      boolean doubled = next == ' ' && (text.isEmpty() || text.charAt(text.length() - 1) == ' ');
      if (doubled) {
        continue;
      }
      if (text.length() == offsets.length) {
        offsets = Arrays.copyOf(offsets, 2 * offsets.length);
      }
      offsets[text.length()] = at;
      text.append(next);
    }
  }
}
