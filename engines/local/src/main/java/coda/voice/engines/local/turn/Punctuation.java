package coda.voice.engines.local.turn;

import java.util.regex.Pattern;

/** What recognisers that write punctuation tell with it. */
final class Punctuation {
  private static final Pattern OPEN = Pattern.compile("([,:;\\u2026\\u2014-]|\\.\\.)\\s*$");
  private static final Pattern QUESTION = Pattern.compile("\\?[\\s\"')\\u00bb\\u201d]*$");

  private Punctuation() {}

  /** Whether the sentence is left open: "well, …". */
  static boolean open(String text) {
    return OPEN.matcher(text).find();
  }

  /** Whether it was heard as a question, maybe a quoted one. */
  static boolean question(String text) {
    return QUESTION.matcher(text).find();
  }
}
