package coda.voice.server.demo;

import coda.voice.audio.FramePool;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A microphone that never stops: a frame every 20 ms, with speech when the user speaks and silence
 * in between. Its samples are the demo's clock.
 */
final class Microphone implements AutoCloseable {
  private static final int FRAME = FramePool.samplesPerFrame(StereoTape.SAMPLE_RATE);
  private static final long FRAME_NANOS = FramePool.FRAME_MS * 1_000_000L;

  private final Consumer<short[]> line;
  private final ArrayBlockingQueue<Job> waiting = new ArrayBlockingQueue<>(1);
  private final Thread thread;
  private volatile long beganNanos = System.nanoTime();
  private volatile boolean on = true;

  /**
   * A microphone that is off.
   *
   * @param line takes every frame, in real time
   */
  Microphone(Consumer<short[]> line) {
    this.line = line;
    this.thread = Thread.ofPlatform().name("demo-microphone").daemon().unstarted(this::record);
  }

  /**
   * What was said when, in milliseconds since the microphone was switched on.
   *
   * @param startMs the first sound of speech
   * @param endMs the last sound of speech
   */
  record Spoken(double startMs, double endMs) {}

  private record Job(Utterance utterance, CompletableFuture<Spoken> done) {}

  /** Switches it on. */
  void start() {
    beganNanos = System.nanoTime();
    thread.start();
  }

  /** Milliseconds since it was switched on. */
  double nowMs() {
    return (System.nanoTime() - beganNanos) / 1e6;
  }

  /**
   * Speaks.
   *
   * @return done when the last sound of speech was sent
   */
  CompletableFuture<Spoken> say(Utterance utterance) {
    CompletableFuture<Spoken> done = new CompletableFuture<>();
    waiting.add(new Job(utterance, done));
    return done;
  }

  private void record() {
    @Nullable Job job = null;
    int position = 0;
    for (long frame = 0; on; frame++) {
      if (job == null) {
        job = waiting.poll();
        position = 0;
      }
      short[] samples = new short[FRAME];
      if (job != null) {
        short[] speech = job.utterance().samples();
        int count = Math.min(FRAME, speech.length - position);
        samples = Arrays.copyOf(Arrays.copyOfRange(speech, position, position + count), FRAME);
      }
      // A frame exists when all of it was recorded.
      sleepUntil(beganNanos + (frame + 1) * FRAME_NANOS);
      line.accept(samples);
      if (job != null) {
        position += FRAME;
        tellEndOfSpeech(job, position, frame);
        job = position >= job.utterance().samples().length ? null : job;
      }
    }
  }

  private static void tellEndOfSpeech(Job job, int position, long frame) {
    Utterance utterance = job.utterance();
    if (position >= utterance.speechEnd() && !job.done().isDone()) {
      long began = (frame + 1) * FRAME - position;
      job.done()
          .complete(
              new Spoken(
                  StereoTape.ms(began + utterance.speechStart()),
                  StereoTape.ms(began + utterance.speechEnd())));
    }
  }

  private void sleepUntil(long nanos) {
    while (on && System.nanoTime() < nanos) {
      LockSupport.parkNanos(nanos - System.nanoTime());
    }
  }

  /** Switches it off. Idempotent. */
  @Override
  public void close() {
    on = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
