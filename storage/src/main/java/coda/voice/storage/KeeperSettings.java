package coda.voice.storage;

/**
 * How turns wait for a database.
 *
 * @param waitingTurns how many may wait at most; one more is dropped
 * @param loadMs how long a conversation waits for its history, in ms
 * @param slowMs a turn that waits longer than this means trouble, in ms
 * @param retryMs first pause after a failure, in ms; it doubles with each
 * @param longestRetryMs longest pause after a failure, in ms
 * @param closeMs how long the end waits for what is still to be stored, in ms
 */
public record KeeperSettings(
    int waitingTurns, int loadMs, int slowMs, int retryMs, int longestRetryMs, int closeMs) {
  /** Ten thousand turns; a second for a history. */
  public static final KeeperSettings DEFAULTS =
      new KeeperSettings(10_000, 1_000, 2_000, 100, 5_000, 5_000);
}
