package coda.voice.testkit.conformance;

import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Transcript;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a recogniser understands. Any thread. */
public class RecognitionRecorder implements RecognitionListener {
  private static final int PATIENCE_S = 60;

  private final List<Transcript> partials = new CopyOnWriteArrayList<>();
  private final List<Double> pauses = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Transcript> end = new CompletableFuture<>();
  private final AtomicInteger ends = new AtomicInteger();
  private final AtomicInteger callsAfterEnd = new AtomicInteger();
  private volatile long lastNanos;

  /** Has heard nothing yet. */
  public RecognitionRecorder() {}

  private void called() {
    lastNanos = System.nanoTime();
    if (ends.get() > 0) {
      callsAfterEnd.incrementAndGet();
    }
  }

  @Override
  public void onPartial(Transcript transcript) {
    called();
    partials.add(transcript);
  }

  @Override
  public void onPause(double finished) {
    called();
    pauses.add(finished);
  }

  @Override
  public void onFinal(Transcript transcript) {
    called();
    ends.incrementAndGet();
    end.complete(transcript);
  }

  @Override
  public void onFailure(EngineException failure) {
    called();
    ends.incrementAndGet();
    end.completeExceptionally(failure);
  }

  /** What it guessed on the way. */
  public final List<Transcript> partials() {
    return partials;
  }

  /** The text of its last guess, empty before the first. */
  public final String lastPartial() {
    List<Transcript> so = List.copyOf(partials);
    return so.isEmpty() ? "" : so.getLast().text();
  }

  /** The pauses it predicted. */
  public final List<Double> pauses() {
    return pauses;
  }

  /** Whether it has ended. */
  public final boolean ended() {
    return end.isDone();
  }

  /** How often the end was told. */
  public final int ends() {
    return ends.get();
  }

  /** How often it was called after its end. */
  public final int callsAfterEnd() {
    return callsAfterEnd.get();
  }

  /** When it was called last, on the clock of {@link System#nanoTime}. */
  public final long lastNanos() {
    return lastNanos;
  }

  /** The final transcript, waiting for it. */
  public final Transcript transcript() {
    try {
      return end.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no final transcript", e);
    }
  }

  /** The final text, waiting for it. */
  public final String text() {
    return transcript().text();
  }

  /** The failure, waiting for it. */
  public final EngineException failure() {
    return (EngineException)
        end.handle((transcript, failure) -> failure).orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
  }
}
