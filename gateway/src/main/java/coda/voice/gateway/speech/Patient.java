package coda.voice.gateway.speech;

import coda.voice.engine.EngineBusyException;

/**
 * Asks an engine again that is busy in the middle of a request: that it has begun must be worth
 * some waiting. Blocks.
 */
final class Patient {
  private static final long MOST_MS = 10_000;
  private static final long AGAIN_MS = 20;

  private Patient() {}

  /** Asks an engine. */
  @FunctionalInterface
  interface Ask<T> {
    /**
     * Asks once.
     *
     * @throws InterruptedException when the thread is
     */
    T ask() throws InterruptedException;
  }

  /**
   * What the engine gives as soon as it has a place.
   *
   * @param ask may be refused
   * @throws EngineBusyException when there was none for 10 s
   * @throws InterruptedException when the thread is
   */
  static <T> T ask(Ask<T> ask) throws InterruptedException {
    for (long waitedMs = 0; ; waitedMs += AGAIN_MS) {
      try {
        return ask.ask();
      } catch (EngineBusyException busy) {
        if (waitedMs >= MOST_MS) {
          throw busy;
        }
      }
      Thread.sleep(AGAIN_MS);
    }
  }
}
