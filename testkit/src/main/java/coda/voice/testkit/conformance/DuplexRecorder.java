package coda.voice.testkit.conformance;

import coda.voice.engine.DuplexModel.DuplexListener;
import coda.voice.engine.EngineException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what a duplex model tells. Any thread. */
public class DuplexRecorder implements DuplexListener {
  /** What was told. */
  public enum Call {
    /** The model is there. */
    READY,
    /** The model is gone. */
    LOST,
    /** Sound; only the first of several in a row is kept. */
    AUDIO,
    /** Text. */
    TEXT,
    /** The end. */
    FAILURE
  }

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final StringBuffer text = new StringBuffer();
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong loudSamples = new AtomicLong();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger overlaps = new AtomicInteger();
  private volatile Optional<EngineException> failure = Optional.empty();
  private volatile long lastNanos;

  /** Has heard nothing yet. */
  public DuplexRecorder() {}

  private void called(Call call) {
    if (inside.incrementAndGet() > 1) {
      overlaps.incrementAndGet();
    }
    lastNanos = System.nanoTime();
    if (call != Call.AUDIO || calls.isEmpty() || calls.getLast() != Call.AUDIO) {
      calls.add(call);
    }
  }

  @Override
  public void onReady() {
    called(Call.READY);
    inside.decrementAndGet();
  }

  @Override
  public void onLost(String why) {
    called(Call.LOST);
    inside.decrementAndGet();
  }

  @Override
  public void onAudio(short[] more) {
    called(Call.AUDIO);
    samples.addAndGet(more.length);
    for (short sample : more) {
      if (Math.abs(sample) > 1_000) {
        loudSamples.incrementAndGet();
      }
    }
    inside.decrementAndGet();
  }

  @Override
  public void onText(String delta) {
    called(Call.TEXT);
    text.append(delta);
    inside.decrementAndGet();
  }

  @Override
  public void onFailure(EngineException why) {
    called(Call.FAILURE);
    failure = Optional.of(why);
    inside.decrementAndGet();
  }

  /** What was told, in order; sound once for a stretch. */
  public final List<Call> calls() {
    return List.copyOf(calls);
  }

  /** How often this was told. */
  public final long count(Call call) {
    return calls.stream().filter(call::equals).count();
  }

  /** All text so far. */
  public final String text() {
    return text.toString();
  }

  /** How many samples came. */
  public final long samples() {
    return samples.get();
  }

  /** How many of them were loud. */
  public final long loudSamples() {
    return loudSamples.get();
  }

  /** How often two threads called at the same time. */
  public final int overlaps() {
    return overlaps.get();
  }

  /** The end, if it has come. */
  public final Optional<EngineException> failure() {
    return failure;
  }

  /** When it was called last, on the clock of {@link System#nanoTime}. */
  public final long lastNanos() {
    return lastNanos;
  }
}
