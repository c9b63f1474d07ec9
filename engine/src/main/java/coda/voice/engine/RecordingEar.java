package coda.voice.engine;

import static coda.voice.engine.EngineError.ENGINE_TIMEOUT;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.Recognizer.Recognition;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Lets a recogniser hear a recording no faster than it can listen. An engine that tells how far it
 * is behind gets as much as it takes; any other gets the sound as fast as it was spoken, as a
 * microphone would give it.
 *
 * <p>Blocks; one thread at a time.
 */
public final class RecordingEar {
  /** An engine that takes nothing for so long does not work any more. */
  private static final long PATIENCE_MS = 30_000;

  private static final long LOOK_AGAIN_MS = 5;
  private static final long NANOS_PER_MS = 1_000_000;

  private final Recognition recognition;
  private long dueNanos;

  /**
   * An ear of one recognition.
   *
   * @param recognition that nothing was heard by so far
   */
  public RecordingEar(Recognition recognition) {
    this.recognition = recognition;
    this.dueNanos = System.nanoTime();
  }

  /**
   * Waits until there is room and hands the next piece over.
   *
   * @param frame mono at the recogniser's rate; borrowed for the call
   * @throws EngineException {@code ENGINE_TIMEOUT} when there is no room for 30 s
   * @throws InterruptedException when the thread is; the piece was not heard
   */
  public void hear(AudioFrame frame) throws InterruptedException {
    long ms = frame.length() * 1000L / frame.sampleRate();
    OptionalInt room = recognition.roomMs();
    for (long waitedMs = 0; room.isPresent() && room.getAsInt() < ms; waitedMs += LOOK_AGAIN_MS) {
      if (waitedMs >= PATIENCE_MS) {
        throw new EngineException(
            ENGINE_TIMEOUT,
            "A recogniser has taken nothing of a recording for " + PATIENCE_MS + " ms",
            "Speech recognition does not answer",
            null);
      }
      Thread.sleep(LOOK_AGAIN_MS);
      room = recognition.roomMs();
    }
    if (room.isEmpty()) {
      TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
    }
    dueNanos = Math.max(dueNanos, System.nanoTime()) + ms * NANOS_PER_MS;
    recognition.hear(frame);
  }
}
