package coda.voice.testkit.conformance;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.engine.DuplexModel.DuplexStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Speaks into a stream in real time, in frames of 20 ms, until it is closed. */
public final class LiveMicrophone implements AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("microphone").factory());
  private final FramePool frames = new FramePool(8);
  private final DuplexStream stream;
  private final short[] sound;
  private final int sampleRate;
  private int at;

  /**
   * Begins at once.
   *
   * @param stream where to
   * @param sound said over and over again
   * @param sampleRate of the sound
   */
  public LiveMicrophone(DuplexStream stream, short[] sound, int sampleRate) {
    this.stream = stream;
    this.sound = sound;
    this.sampleRate = sampleRate;
    var unused =
        thread.scheduleAtFixedRate(this::frame, 0, FramePool.FRAME_MS, TimeUnit.MILLISECONDS);
  }

  private void frame() {
    int size = FramePool.samplesPerFrame(sampleRate);
    AudioFrame frame = frames.lease(sampleRate).length(size);
    for (int i = 0; i < size; i++) {
      frame.samples()[i] = sound[at];
      at = (at + 1) % sound.length;
    }
    stream.hear(frame);
    frame.release();
  }

  /** How many frames are still held by the stream. */
  public long leased() {
    return frames.leased();
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      var unused = thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
