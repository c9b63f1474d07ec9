package coda.voice.testkit.scenario;

/** The times of the modes with a duplex model, by the names they have in a scenario. */
public enum ModeTime {
  /** How long the first answer waits to be compared with the other. */
  CHOICE(0, 5_000),
  /** How long the duplex model may keep silent before the chain is asked. */
  DUPLEX_WAIT(100, 10_000),
  /** How long after a turn the chain may take over. */
  TAKEOVER(100, 30_000),
  /** After so long without a word the line to the duplex model is given back. */
  DUPLEX_IDLE(1_000, 3_600_000);

  private final long leastMs;
  private final long mostMs;

  ModeTime(long leastMs, long mostMs) {
    this.leastMs = leastMs;
    this.mostMs = mostMs;
  }

  boolean allows(long ms) {
    return ms >= leastMs && ms <= mostMs;
  }
}
