package coda.voice.server.config;

/**
 * A value that was set while the server runs; it wins over all other sources.
 *
 * @param key for example {@code conversation.turns.silence_ms}
 * @param text as it would stand in {@code coda.yaml}
 * @param origin who set it, for people
 */
public record RuntimeValue(String key, String text, String origin) {

  /** Without the text: that may be a secret. */
  @Override
  public String toString() {
    return key + " (" + origin + ")";
  }
}
