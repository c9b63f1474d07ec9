package coda.voice.engines.local.skills;

import java.util.List;

/** Puts words together. */
final class Sentence {
  private Sentence() {}

  /** With a capital letter at the beginning. */
  static String of(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** "milk, eggs and bread". */
  static String list(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
