package coda.voice.client.audio;

import static coda.voice.audio.AudioError.AUDIO_DEVICE_UNAVAILABLE;

import coda.voice.audio.AudioException;
import coda.voice.protocol.coda.AudioFormat;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/**
 * The default audio output of this machine. {@link #play} never waits: a full queue drops the
 * newest and counts it. Any thread.
 */
public final class Loudspeaker implements AutoCloseable {
  private static final int QUEUE = 512;

  private final SourceDataLine line;
  private final ArrayBlockingQueue<Optional<byte[]>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;

  /**
   * Opens it.
   *
   * @param sampleRate of what will be played, mono
   * @throws AudioException {@code AUDIO_DEVICE_UNAVAILABLE}
   */
  public Loudspeaker(int sampleRate) {
    var format = new javax.sound.sampled.AudioFormat(sampleRate, 16, 1, true, false);
    try {
      line = AudioSystem.getSourceDataLine(format);
      line.open(format);
      line.start();
    } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
      throw new AudioException(
          AUDIO_DEVICE_UNAVAILABLE,
          "There is no audio output for " + sampleRate + " Hz on this machine; save to a file",
          e);
    }
    thread = Thread.ofPlatform().daemon().name("coda-loudspeaker").start(this::playAll);
  }

  /**
   * Plays samples after those before.
   *
   * @param samples mono
   */
  public void play(short[] samples) {
    if (!queue.offer(Optional.of(AudioBytes.encode(samples, AudioFormat.PCM16)))) {
      dropped.addAndGet(samples.length);
    }
  }

  /** Falls silent at once and keeps what is not played yet. */
  public void hold() {
    line.stop();
  }

  /** Goes on where it was held. */
  public void resume() {
    line.start();
  }

  /** Falls silent at once and forgets what is not played yet. */
  public void stop() {
    queue.clear();
    line.stop();
    line.flush();
    line.start();
  }

  /** Samples that found the queue full. */
  public long dropped() {
    return dropped.get();
  }

  private void playAll() {
    try {
      Optional<byte[]> next = queue.take();
      while (next.isPresent()) {
        line.write(next.get(), 0, next.get().length);
        next = queue.take();
      }
      line.drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      line.close();
    }
  }

  /** Plays what is left, then lets the device go. Idempotent. */
  @Override
  public void close() {
    try {
      if (closed.compareAndSet(false, true)) {
        resume();
        queue.put(Optional.empty());
      }
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
