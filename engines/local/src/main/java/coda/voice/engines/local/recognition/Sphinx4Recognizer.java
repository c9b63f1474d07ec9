package coda.voice.engines.local.recognition;

import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.Recognizer;
import coda.voice.engines.local.SpeechDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognition with CMU Sphinx4 of what one {@link SpeechDomain} expects, in English.
 *
 * <p>A fixed number of decoders, each with a thread of its own ({@code sphinx4-1}…) and about 110
 * MB of heap. Sound goes into a bounded queue per utterance and is decoded while it is spoken. A
 * cancelled utterance gives its permit back at once; the next one then waits in its own queue for
 * the few milliseconds until the decoder has let go.
 *
 * <p>Transcripts are lower case without punctuation, numbers as words. There is no confidence:
 * Sphinx4 measures none on this path.
 */
public final class Sphinx4Recognizer implements Recognizer {
  /** The name in the configuration. */
  public static final String NAME = "sphinx4";

  private static final Logger LOG = LoggerFactory.getLogger(Sphinx4Recognizer.class);
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long CLOSE_MS = 5_000;

  private final SpeechDomain domain;
  private final DecoderSettings settings;
  private final int maxBehindMs;
  private final Capacity capacity;
  private final HypothesisJudge judge = new HypothesisJudge();
  private final BlockingQueue<Utterance> pending = new LinkedBlockingQueue<>();
  private final AtomicInteger threadsMade = new AtomicInteger();
  private final AtomicInteger replaced = new AtomicInteger();
  private final List<DecoderThread> threads = new ArrayList<>();
  private volatile Health health = Health.STARTING;
  private boolean closed;

  /**
   * A recogniser; {@link #warmUp} makes it work.
   *
   * @param domain what to expect
   * @param pool how many utterances at once
   * @param maxBehindMs how far an utterance may fall behind, in milliseconds of sound
   */
  public Sphinx4Recognizer(SpeechDomain domain, int pool, int maxBehindMs) {
    this(domain, pool, maxBehindMs, DecoderSettings.DEFAULT);
  }

  Sphinx4Recognizer(SpeechDomain domain, int pool, int maxBehindMs, DecoderSettings settings) {
    this.domain = domain;
    this.settings = settings;
    this.maxBehindMs = maxBehindMs;
    this.capacity = new Capacity(NAME, pool);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int sampleRate() {
    return RingSource.SAMPLE_RATE;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en");
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public void warmUp() {
    List<CompletableFuture<@Nullable Void>> starts = new ArrayList<>();
    synchronized (threads) {
      while (!closed && threads.size() < capacity.limit()) {
        starts.add(startThread());
      }
    }
    try {
      starts.forEach(CompletableFuture::join);
      health = Health.READY;
    } catch (CompletionException | CancellationException e) {
      health = Health.down(String.valueOf(e.getCause()));
      throw EngineException.failed(NAME, e);
    }
  }

  private CompletableFuture<@Nullable Void> startThread() {
    DecoderThread thread =
        new DecoderThread(
            NAME + "-" + threadsMade.incrementAndGet(),
            () -> new TwoPassDecoder(domain, settings),
            pending,
            judge);
    threads.add(thread);
    return thread.start();
  }

  @Override
  public Health health() {
    replaceStuck();
    int count = replaced.get();
    return count > 0 && health.equals(Health.READY)
        ? new Health(Health.State.DEGRADED, count + " decoders did not come back and were replaced")
        : health;
  }

  /** How many decoders had to be replaced because they did not come back. */
  public int replaced() {
    return replaced.get();
  }

  @Override
  public Recognition open(RecognitionRequest request, RecognitionListener listener) {
    if (!health.usable()) {
      throw EngineException.unavailable(NAME, "it is not warmed up or closed");
    }
    Capacity.Permit permit = capacity.acquire();
    replaceStuck();
    Utterance utterance = new Utterance(request, listener, permit, maxBehindMs);
    pending.add(utterance);
    return utterance;
  }

  private void replaceStuck() {
    long now = System.nanoTime();
    synchronized (threads) {
      for (int i = threads.size() - 1; i >= 0 && !closed; i--) {
        if (threads.get(i).overdueNanos(now) > STUCK_NANOS) {
          LOG.error("A decoder has not come back after {} s and is replaced", STUCK_NANOS / 1e9);
          DecoderThread stuck = threads.remove(i);
          stuck.retire();
          Utterance utterance = stuck.current();
          if (utterance != null) {
            utterance.cancel();
          }
          replaced.incrementAndGet();
          startThread();
        }
      }
    }
  }

  @Override
  public void close() {
    List<DecoderThread> ending;
    synchronized (threads) {
      closed = true;
      ending = List.copyOf(threads);
      threads.clear();
    }
    health = Health.down("closed");
    EngineException reason = EngineException.unavailable(NAME, "it was closed");
    for (DecoderThread thread : ending) {
      thread.retire();
      Utterance utterance = thread.current();
      if (utterance != null) {
        utterance.failLater(reason);
      }
    }
    try {
      for (DecoderThread thread : ending) {
        if (!thread.join(CLOSE_MS)) {
          LOG.warn("A decoder thread has not ended within {} ms", CLOSE_MS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Utterance left = pending.poll(); left != null; left = pending.poll()) {
      left.fail(reason);
    }
  }
}
