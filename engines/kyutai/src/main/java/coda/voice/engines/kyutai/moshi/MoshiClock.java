package coda.voice.engines.kyutai.moshi;

/** The time of an engine, and its beat: one for all streams. */
interface MoshiClock extends AutoCloseable {
  /** How often it beats: the length of a packet. */
  long BEAT_NANOS = 20_000_000;

  /** As {@link System#nanoTime}. */
  long nanos();

  /**
   * Calls something with every beat. It must return at once.
   *
   * @param beat what
   * @return ends it; idempotent
   */
  Runnable every(Runnable beat);

  @Override
  void close();
}
