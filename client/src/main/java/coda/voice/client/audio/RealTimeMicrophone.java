package coda.voice.client.audio;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Delivers a source in steps of 20 ms at the pace of a microphone: a step is handed on when its
 * last sample would have been recorded.
 *
 * <p>The schedule counts samples from one starting time, so delays never add up; a step that is
 * late is followed by the next without a wait. A source that ends is followed by silence until
 * {@link #close}, because a microphone does not end. A live source sets the pace itself.
 */
public final class RealTimeMicrophone implements AutoCloseable {
  /** The length of a step. */
  public static final int STEP_MS = 20;

  private static final long NANOS = 1_000_000_000L;

  /** Takes steps, on the microphone's thread. */
  @FunctionalInterface
  public interface Sink {
    /**
     * The next 20 ms.
     *
     * @param samples all of them valid; the array is used again for the next step
     */
    void step(short[] samples);
  }

  private final AudioSource source;
  private final Sink sink;
  private final PaceClock clock;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Long> sourceEnded = new CompletableFuture<>();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private final Thread thread;
  private volatile long startNanos;

  /**
   * A microphone that does not deliver yet.
   *
   * @param source where samples come from; closed with the microphone
   * @param sink takes them
   * @param clock sets the pace
   */
  public RealTimeMicrophone(AudioSource source, Sink sink, PaceClock clock) {
    this.source = source;
    this.sink = sink;
    this.clock = clock;
    // A virtual thread might wait for others that compute and do not give way.
    this.thread = Thread.ofPlatform().daemon().name("coda-microphone").unstarted(this::deliver);
  }

  /** Begins; once. */
  public void start() {
    startNanos = clock.nanoTime();
    thread.start();
  }

  /** When sample 0 was recorded, by the clock. */
  public long startNanos() {
    return startNanos;
  }

  /**
   * When a sample was recorded, by the clock.
   *
   * @param sample counted from the start
   */
  public long nanosOf(long sample) {
    long rate = source.sampleRate();
    return startNanos + sample / rate * NANOS + sample % rate * NANOS / rate;
  }

  /** Completes with the number of samples when the source has ended. */
  public CompletableFuture<Long> sourceEnded() {
    return sourceEnded.copy();
  }

  /** Completes when nothing more is delivered; exceptionally with what source or sink threw. */
  public CompletableFuture<Void> finished() {
    return finished.copy();
  }

  private void deliver() {
    short[] step = new short[source.sampleRate() * STEP_MS / 1000];
    long delivered = 0;
    try {
      while (!closed.get()) {
        int count = sourceEnded.isDone() ? 0 : source.read(step);
        if (source.isLive() && delivered == 0) {
          startNanos = clock.nanoTime() - STEP_MS * NANOS / 1000;
        }
        if (count < step.length) {
          Arrays.fill(step, count, step.length, (short) 0);
        }
        if (!source.isLive() || sourceEnded.isDone()) {
          clock.sleepUntil(nanosOf(delivered + step.length));
        }
        if (!closed.get()) {
          sink.step(step);
        }
        if (count < step.length) {
          sourceEnded.complete(delivered + count);
        }
        delivered += step.length;
      }
      finished.complete(null);
    } catch (InterruptedException e) {
      finished.complete(null);
    } catch (RuntimeException e) {
      finished.completeExceptionally(e);
    } finally {
      source.close();
    }
  }

  /** Stops delivering. Idempotent; waits for the step in progress unless called by the sink. */
  @Override
  public void close() {
    closed.set(true);
    thread.interrupt();
    source.close();
    if (Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
