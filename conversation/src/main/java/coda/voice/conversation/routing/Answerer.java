package coda.voice.conversation.routing;

/** Who can answer a turn. */
public enum Answerer {
  /** Recogniser, language model and synthesiser. */
  CHAIN("the language model"),
  /** The duplex model. */
  DUPLEX("the duplex model");

  private final String words;

  Answerer(String words) {
    this.words = words;
  }

  /** What it is called in a reason. */
  String words() {
    return words;
  }
}
