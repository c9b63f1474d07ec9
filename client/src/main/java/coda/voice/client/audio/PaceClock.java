package coda.voice.client.audio;

import java.util.concurrent.TimeUnit;

/** Time as a microphone needs it; tests bring their own. */
public interface PaceClock {
  /** The clock of this machine. */
  PaceClock SYSTEM =
      new PaceClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleepUntil(long nanoTime) throws InterruptedException {
          long nanos = nanoTime - System.nanoTime();
          if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
          }
        }
      };

  /** Nanoseconds that never go back; their zero is arbitrary. */
  long nanoTime();

  /**
   * Waits; returns at once when the time is over already.
   *
   * @param nanoTime until when
   * @throws InterruptedException when the waiting thread is interrupted
   */
  void sleepUntil(long nanoTime) throws InterruptedException;
}
