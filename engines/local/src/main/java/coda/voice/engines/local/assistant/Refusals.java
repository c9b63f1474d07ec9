package coda.voice.engines.local.assistant;

import java.util.List;

/** What the assistant says when it cannot do something: honest, short, not always the same. */
final class Refusals {
  /** Longer misheard sentences are not read back. */
  private static final int LONGEST_ECHO = 60;

  private static final List<String> CANNOT =
      List.of(
          "I cannot do that here. For that, connect a language model.",
          "Sorry, that is beyond me. With a language model connected, I could try.",
          "I can't help with that by myself. Connect a language model, and I will know more.",
          "That is not one of my skills. A connected language model could answer it.");

  private static final String TOO_LONG =
      "That was too long for me. I understand short requests; for more, connect a language model.";

  private static final String NOTHING = "I didn't understand that. Please say it again.";

  private static final String WHAT_NOW = "What can I do for you?";

  private Refusals() {}

  static String tooLong() {
    return TOO_LONG;
  }

  static String noWords() {
    return NOTHING;
  }

  /** Nobody has asked anything. */
  static String whatNow() {
    return WHAT_NOW;
  }

  /**
   * The answer to something no skill can do.
   *
   * @param text what was understood
   * @param spoken whether it may be misheard; then it is read back
   * @param chance picks one of the ways to say it
   */
  static String of(String text, boolean spoken, int chance) {
    String refusal = CANNOT.get(Math.floorMod(chance, CANNOT.size()));
    boolean echo = spoken && text.length() <= LONGEST_ECHO;
    return echo ? "I heard: " + text.strip() + ". " + refusal : refusal;
  }

  static int count() {
    return CANNOT.size();
  }
}
