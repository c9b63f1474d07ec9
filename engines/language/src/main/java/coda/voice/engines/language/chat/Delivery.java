package coda.voice.engines.language.chat;

import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.AnswerListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls an answer's listener: one call at a time, in the order they were asked for, from whichever
 * thread; exactly one of them the last; none after a cancellation. Holds no lock while calling.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final AnswerListener listener;
  private final Runnable whenOver;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile boolean over;

  /**
   * A delivery.
   *
   * @param listener whose calls these are
   * @param whenOver gives back what the answer held, right before the last call or on cancelling;
   *     idempotent
   */
  Delivery(AnswerListener listener, Runnable whenOver) {
    this.listener = listener;
    this.whenOver = whenOver;
  }

  /** One more call. */
  void tell(Consumer<AnswerListener> call) {
    if (!ending.get()) {
      add(new Call(call, false));
    }
  }

  /** The last call: it is complete. */
  void done() {
    end(AnswerListener::onDone);
  }

  /** The last call: it did not work. */
  void fail(EngineException failure) {
    end(answer -> answer.onFailure(failure));
  }

  private void end(Consumer<AnswerListener> call) {
    if (ending.compareAndSet(false, true)) {
      add(new Call(call, true));
    }
  }

  /** No further calls. */
  void cancel() {
    ending.set(true);
    over = true;
    whenOver.run();
  }

  /** Whether nothing more is told. */
  boolean over() {
    return over || ending.get();
  }

  private void add(Call call) {
    calls.add(call);
    if (waiting.getAndIncrement() != 0) {
      return;
    }
    do {
      make(calls.remove());
    } while (waiting.decrementAndGet() != 0);
  }

  private void make(Call call) {
    if (over) {
      return;
    }
    if (call.last) {
      over = true;
      whenOver.run();
    }
    try {
      call.what.accept(listener);
    } catch (RuntimeException e) {
      // A listener must not throw; whoever is called next is not to suffer for it.
      LOG.error("An answer's listener threw an exception", e);
    }
  }

  private record Call(Consumer<AnswerListener> what, boolean last) {}
}
