package coda.voice.engines.local.recognition;

import static coda.voice.engine.EngineError.ENGINE_OVERRUN;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.Transcript;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One utterance: its sound, its listener and its permit. Ends exactly once. */
final class Utterance implements Recognition {
  private static final Logger LOG = LoggerFactory.getLogger(Utterance.class);

  private final RecognitionRequest request;
  private final RecognitionListener listener;
  private final Capacity.Permit permit;
  private final AudioRing ring;
  private final int maxBehindMs;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<@Nullable EngineException> failure = new AtomicReference<>();
  private volatile long endedNanos = Long.MAX_VALUE;

  Utterance(
      RecognitionRequest request,
      RecognitionListener listener,
      Capacity.Permit permit,
      int maxBehindMs) {
    this.request = request;
    this.listener = listener;
    this.permit = permit;
    this.maxBehindMs = maxBehindMs;
    this.ring = new AudioRing(RingSource.SAMPLE_RATE / 1000 * maxBehindMs);
  }

  AudioRing ring() {
    return ring;
  }

  /** Whether nobody waits for it any more. */
  boolean isOver() {
    return over.get();
  }

  /** Nanoseconds since the decoder should have come to an end; negative while sound is coming. */
  long windingDownNanos(long now) {
    long ended = endedNanos;
    return ended == Long.MAX_VALUE ? -1 : now - ended;
  }

  @Override
  public void hear(AudioFrame frame) {
    if (frame.sampleRate() != RingSource.SAMPLE_RATE) {
      throw new IllegalArgumentException(
          "sphinx4 hears " + RingSource.SAMPLE_RATE + " Hz, not " + frame.sampleRate());
    }
    if (!over.get() && !ring.offer(frame.samples(), frame.length())) {
      failLater(
          new EngineException(
              ENGINE_OVERRUN,
              "Engine 'sphinx4' is more than %d ms behind in conversation %s"
                  .formatted(maxBehindMs, request.conversationId()),
              "Speech recognition cannot keep up",
              null));
    }
  }

  @Override
  public OptionalInt roomMs() {
    return OptionalInt.of(ring.room() / (RingSource.SAMPLE_RATE / 1000));
  }

  @Override
  public void anticipate() {
    ring.ask();
  }

  @Override
  public void finish() {
    endedNanos = System.nanoTime();
    ring.end();
  }

  @Override
  public void cancel() {
    if (over.compareAndSet(false, true)) {
      endedNanos = System.nanoTime();
      ring.abort();
      permit.close();
    }
  }

  /** Makes the decoder stop and report this instead of a transcript. */
  void failLater(EngineException reason) {
    if (failure.compareAndSet(null, reason)) {
      endedNanos = System.nanoTime();
      ring.abort();
    }
  }

  /** Reports a guess, unless nobody waits for it. */
  void partial(Transcript transcript) {
    if (over.get() || failure.get() != null) {
      return;
    }
    try {
      listener.onPartial(transcript);
    } catch (RuntimeException e) {
      LOG.error("A recognition listener failed in {}", request.conversationId(), e);
    }
  }

  /** The end, on the decoder's thread. */
  void complete(Transcript transcript) {
    EngineException reason = failure.get();
    if (reason != null) {
      fail(reason);
    } else {
      end(() -> listener.onFinal(transcript));
    }
  }

  /** The end, on the decoder's thread: it did not work. */
  void fail(EngineException reason) {
    end(() -> listener.onFailure(reason));
  }

  private void end(Runnable call) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("A recognition listener failed in {}", request.conversationId(), e);
    } finally {
      permit.close();
    }
  }
}
