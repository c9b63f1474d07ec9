package coda.voice.engines.local.synthesis;

/** Text without the characters a voice chokes on, letter for letter at the same place. */
final class SpeakableText {
  private SpeakableText() {}

  /**
   * Replaces what cannot be spoken by blanks and typographic marks by plain ones; the length stays,
   * so that offsets stay right.
   *
   * @param text any plain text
   */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      plain.append(plain(text.charAt(i)));
    }
    return plain.toString();
  }

  /** Whether there is anything to say. */
  static boolean hasWords(String text) {
    return text.chars().anyMatch(Character::isLetterOrDigit);
  }

  private static char plain(char c) {
    return switch (c) {
      case '\u2018', '\u2019', '\u02bc' -> '\'';
      case '\u201c', '\u201d' -> '"';
      case '\u2013', '\u2014' -> ',';
      case '\u2026' -> '.';
      case '<', '>', '&', '*', '_', '`', '~', '^', '\\', '|', '{', '}', '[', ']', '#', '(', ')' ->
          ' ';
      default -> speakable(c) ? c : ' ';
    };
  }

  private static boolean speakable(char c) {
    return (c >= ' ' && c < 0x7f) || (c < 0x250 && Character.isLetter(c));
  }
}
