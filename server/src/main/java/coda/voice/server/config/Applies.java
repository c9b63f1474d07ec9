package coda.voice.server.config;

import java.util.Locale;

/** From when on a changed setting is heeded. */
public enum Applies {
  /** When the server is started again; a running one refuses to change it. */
  RESTART("restart", "when the server is started again"),
  /** For connections that are opened from then on. */
  NEXT_CONNECTION("next connection", "for connections opened from then on"),
  /** For conversations that begin from then on. */
  NEXT_CONVERSATION("next conversation", "for conversations that begin from then on"),
  /** At once. */
  NOW("now", "at once");

  private final String words;
  private final String about;

  Applies(String words, String about) {
    this.words = words;
    this.about = about;
  }

  /** A word or two for people: {@code next conversation}. */
  public String words() {
    return words;
  }

  /** The same as part of a sentence. */
  public String about() {
    return about;
  }

  /** For programs: {@code next_conversation}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
