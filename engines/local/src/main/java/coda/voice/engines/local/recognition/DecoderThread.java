package coda.voice.engines.local.recognition;

import coda.voice.engine.EngineException;
import coda.voice.engine.Transcript;
import coda.voice.engines.local.recognition.TwoPassDecoder.Hypotheses;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A platform thread with a decoder of its own, taking one utterance after the other.
 *
 * <p>A decoder that throws is thrown away, for its state is unknown, and a new one is made.
 */
final class DecoderThread implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DecoderThread.class);

  /** Makes a decoder; takes seconds. */
  @FunctionalInterface
  interface DecoderSource {
    TwoPassDecoder make() throws IOException;
  }

  private final DecoderSource source;
  private final BlockingQueue<Utterance> pending;
  private final HypothesisJudge judge;
  private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
  private final Thread thread;
  private volatile @Nullable Utterance current;
  private volatile boolean retired;

  DecoderThread(
      String name, DecoderSource source, BlockingQueue<Utterance> pending, HypothesisJudge judge) {
    this.source = source;
    this.pending = pending;
    this.judge = judge;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
  }

  /** Starts it; the result completes when the decoder is there, or could not be made. */
  CompletableFuture<@Nullable Void> start() {
    thread.start();
    return ready;
  }

  /**
   * How long the present utterance has been over without the decoder coming back; else negative.
   */
  long overdueNanos(long now) {
    Utterance utterance = current;
    return utterance == null ? -1 : utterance.windingDownNanos(now);
  }

  /** Takes no further utterance; what runs is over when its sound ends. */
  void retire() {
    retired = true;
    thread.interrupt();
  }

  /** What it is working on, if anything. */
  @Nullable Utterance current() {
    return current;
  }

  /** Waits for the thread's end. */
  boolean join(long millis) throws InterruptedException {
    thread.join(millis);
    return !thread.isAlive();
  }

  @Override
  public void run() {
    try {
      TwoPassDecoder decoder = source.make();
      ready.complete(null);
      while (!retired) {
        Utterance utterance = pending.take();
        current = utterance;
        if (retired) {
          pending.add(utterance);
          break;
        }
        if (!decode(decoder, utterance)) {
          decoder = source.make();
        }
        current = null;
      }
    } catch (InterruptedException e) {
      LOG.debug("Decoder thread {} ends", Thread.currentThread().getName());
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("Decoder thread {} ends: no decoder", Thread.currentThread().getName(), e);
      ready.completeExceptionally(e);
    }
  }

  private boolean decode(TwoPassDecoder decoder, Utterance utterance) {
    if (utterance.isOver()) {
      return true;
    }
    try {
      Partials partials = new Partials(utterance);
      utterance.complete(
          judge.last(decoder.decode(utterance.ring(), partials::hear, partials::anticipate)));
      return true;
    } catch (RuntimeException | Error e) {
      LOG.error("A decoder failed and is replaced", e);
      utterance.fail(EngineException.failed(Sphinx4Recognizer.NAME, e));
      return false;
    }
  }

  /**
   * Reports a guess only when it differs from the one before. What was anticipated at a pause stays
   * until there are more words: it was judged as a whole utterance, later guesses are not.
   */
  private final class Partials {
    private final Utterance utterance;
    private String before = "";
    private int anticipatedWords;

    Partials(Utterance utterance) {
      this.utterance = utterance;
    }

    void hear(Hypotheses hypotheses) {
      Transcript guess = judge.soFar(hypotheses);
      if (guess.words().size() > anticipatedWords) {
        anticipatedWords = 0;
        report(guess);
      }
    }

    void anticipate(Hypotheses hypotheses) {
      Transcript guess = judge.last(hypotheses);
      anticipatedWords = guess.words().size();
      report(guess);
    }

    private void report(Transcript guess) {
      if (!guess.isEmpty() && !guess.text().equals(before)) {
        before = guess.text();
        utterance.partial(guess);
      }
    }
  }
}
