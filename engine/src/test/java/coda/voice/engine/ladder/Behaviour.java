package coda.voice.engine.ladder;

/** What an engine of these tests does with a piece of work. */
enum Behaviour {
  /** Delivers after 20 ms and is done after 40. */
  WORKS,
  /** Delivers nothing and is done after 20 ms: an empty answer, silence, no words. */
  EMPTY,
  /** Delivers and is done before it returns. */
  AT_ONCE,
  /** Throws that all permits are taken. */
  BUSY,
  /** Says later that it is busy. */
  BUSY_LATER,
  /** Throws a failure. */
  THROWS,
  /** Throws what no engine may throw. */
  BREAKS,
  /** Fails before it returns. */
  FAILS_AT_ONCE,
  /** Fails after 20 ms, before anything was delivered. */
  FAILS_BEFORE,
  /** Loses its connection after 20 ms, before anything was delivered. */
  LOST_BEFORE,
  /** Delivers after 20 ms and fails after 40. */
  FAILS_AFTER,
  /** Delivers before it returns, and then throws instead of returning. */
  DELIVERS_AND_THROWS,
  /** Delivers too late for its share when another could take over, but within the budget. */
  SLOW,
  /** Never does anything. */
  SILENT;

  boolean skips() {
    return this == BUSY || this == BUSY_LATER;
  }

  boolean delivers() {
    return this == WORKS
        || this == EMPTY
        || this == AT_ONCE
        || this == FAILS_AFTER
        || this == DELIVERS_AND_THROWS;
  }

  boolean failsInTheEnd() {
    return this == FAILS_AFTER || this == DELIVERS_AND_THROWS;
  }
}
