package coda.voice.server.config;

/**
 * One setting that has changed.
 *
 * @param key for example {@code conversation.turns.silence_ms}
 * @param before what it held; {@link Secret#HIDDEN} for a secret
 * @param after what it holds; {@link Secret#HIDDEN} for a secret
 * @param applies from when on that is heeded
 */
public record ConfigDifference(String key, String before, String after, Applies applies) {

  /** For people: {@code conversation.turns.silence_ms: 1000 -> 700}. */
  @Override
  public String toString() {
    return key + ": " + quoted(before) + " -> " + quoted(after);
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "''" : text;
  }
}
