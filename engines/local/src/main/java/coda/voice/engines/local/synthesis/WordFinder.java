package coda.voice.engines.local.synthesis;

import java.util.Locale;

/** Finds the words an engine speaks of in the text it was given, one after the other. */
final class WordFinder {
  /** Engines also speak of words that are not in the text; those must not be found far ahead. */
  private static final int LOOK_AHEAD = 32;

  private final SpeakableText text;
  private final String spoken;
  private int from;
  private int last = -1;

  WordFinder(SpeakableText text) {
    this.text = text;
    this.spoken = text.text().toLowerCase(Locale.ROOT);
  }

  /**
   * The next word.
   *
   * @param token as the engine names it, without punctuation around it
   * @return where the word around it begins in the request's text; −1 when it is not found or
   *     belongs to the word before
   */
  int next(String token) {
    int at = token.isEmpty() ? -1 : spoken.indexOf(token.toLowerCase(Locale.ROOT), from);
    if (at < 0 || at > from + LOOK_AHEAD) {
      return -1;
    }
    from = at + token.length();
    int start = text.wordStart(at);
    if (start <= last) {
      return -1;
    }
    last = start;
    return start;
  }
}
