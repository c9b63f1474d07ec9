package coda.voice.engine.ladder;

/**
 * Which rung somebody believes to do the work: what was told last. At first everybody believes in
 * rung 0. Any thread.
 */
interface Told {
  /**
   * From now on another rung is believed in.
   *
   * @param rung which
   * @return the one before
   */
  int getAndSet(int rung);
}
