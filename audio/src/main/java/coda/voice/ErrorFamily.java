package coda.voice;

/** What kind of thing goes wrong: the groups of the catalogue of errors. */
public enum ErrorFamily {
  /** Sound that cannot be used. */
  AUDIO("Audio"),
  /** A message that cannot be understood. */
  PROTOCOL("Protocol"),
  /** What a message asks for is not possible now. */
  CONVERSATION("Conversation"),
  /** What was said, or the answer to it, led to nothing. */
  TURN("Turns and answers"),
  /** Who may come in, and what they may do. */
  ACCESS("Access"),
  /** More than is allowed, or than there is room for. */
  RESOURCES("Limits and capacity"),
  /** A speech engine or language model. */
  ENGINE("Engines"),
  /** The memory of graphics cards. */
  GPU("Graphics cards"),
  /** What the operator set. */
  CONFIGURATION("Configuration"),
  /** What is kept on disk or in a database. */
  STORAGE("Storage"),
  /** The server or a part of it. */
  COMPONENT("Server"),
  /** What the client library and the command line report by themselves. */
  CLIENT("Client");

  private final String title;

  ErrorFamily(String title) {
    this.title = title;
  }

  /** What people call it. */
  public String title() {
    return title;
  }
}
