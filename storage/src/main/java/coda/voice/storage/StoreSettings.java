package coda.voice.storage;

/**
 * How a database is used.
 *
 * @param connections at most, at least 1
 * @param timeoutMs how long a connection or a statement may take, in ms, at least 250
 */
public record StoreSettings(int connections, int timeoutMs) {
  /** Four connections, five seconds. */
  public static final StoreSettings DEFAULTS = new StoreSettings(4, 5_000);
}
