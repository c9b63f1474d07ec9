package coda.voice.conversation.routing;

/** What kind of answer a turn wants, as far as its words tell. */
public enum Intent {
  /** A greeting, thanks, a question after one's health. */
  SMALL_TALK("small talk"),
  /** Something about programs. */
  CODING("asks about programming"),
  /** Something to be worked out. */
  REASONING("asks for reasoning"),
  /** How or why something is. */
  EXPLANATION("asks for an explanation"),
  /** A single fact. */
  LOOKUP("asks for a fact");

  private final String reason;

  Intent(String reason) {
    this.reason = reason;
  }

  /** For people. */
  String reason() {
    return reason;
  }
}
