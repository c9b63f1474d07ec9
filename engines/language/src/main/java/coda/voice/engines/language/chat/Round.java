package coda.voice.engines.language.chat;

import coda.voice.engine.EngineException;
import coda.voice.engines.language.http.UpstreamCall;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request to the model: its words as they come, exactly one end, deadlines for the first token
 * and for each further one, and an abort that closes the connection.
 *
 * <p>Reasoning is not handed on. It counts as a sign of life only where the operator allowed the
 * model to think: else the deadline is what protects the user from silence.
 */
final class Round implements StreamingChatResponseHandler {
  private final Upstream upstream;
  private final Failures failures;
  private final Deadlines deadlines;
  private final Patience patience;
  private final Listener listener;
  private final UpstreamCall call = new UpstreamCall(this::ended);
  private final ThoughtFilter thoughts = new ThoughtFilter();
  private final AtomicBoolean over = new AtomicBoolean();

  private volatile @Nullable StreamingHandle handle;
  private volatile long began;
  private volatile long lastSign;
  private volatile boolean alive;
  private volatile boolean thought;
  private volatile Runnable watch = () -> {};

  Round(
      Upstream upstream,
      Failures failures,
      Deadlines deadlines,
      Patience patience,
      Listener listener) {
    this.upstream = upstream;
    this.failures = failures;
    this.deadlines = deadlines;
    this.patience = patience;
    this.listener = listener;
  }

  /** Sends the request. Blocks for as long as that takes. */
  void start(ChatRequest request) {
    began = System.nanoTime();
    lookAgainIn(TimeUnit.MILLISECONDS.toNanos(patience.firstTokenMs()));
    if (over.get()) {
      return;
    }
    try {
      call.run(() -> upstream.model().chat(request, this));
    } catch (RuntimeException e) {
      fail(failures.of(e));
    }
  }

  /** Nobody wants the rest: closes the connection. Idempotent, never blocks; tells nobody. */
  void abort() {
    over.set(true);
    stop();
  }

  private void stop() {
    watch.run();
    call.abort();
    StreamingHandle known = handle;
    if (known != null && !call.reachable()) {
      // Somebody else's connection: closing it may take its time.
      Thread.startVirtualThread(known::cancel);
    }
  }

  @Override
  public void onPartialResponse(String text) {
    sign();
    if (!over.get()) {
      String told = thoughts.feed(text);
      thought |= thoughts.thinking();
      if (!told.isEmpty()) {
        alive = true;
        listener.text(told);
      } else if (patience.thinking()) {
        alive = true;
      }
    }
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
    handle(context.streamingHandle());
    onPartialResponse(part.text());
  }

  @Override
  public void onPartialThinking(PartialThinking part) {
    sign();
    thought = true;
    alive |= patience.thinking();
  }

  @Override
  public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
    handle(context.streamingHandle());
    onPartialThinking(part);
  }

  @Override
  public void onPartialToolCall(PartialToolCall part) {
    sign();
    alive = true;
  }

  @Override
  public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
    handle(context.streamingHandle());
    onPartialToolCall(part);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    if (!upstream.complete(response, call)) {
      ended();
    } else if (over.compareAndSet(false, true)) {
      watch.run();
      String rest = thoughts.finish();
      if (!rest.isEmpty()) {
        listener.text(rest);
      }
      listener.complete(response, thought);
    }
  }

  @Override
  public void onError(Throwable failure) {
    fail(failures.of(failure));
  }

  private void ended() {
    fail(failures.failed("the answer broke off: the connection ended before it was complete"));
  }

  private void fail(EngineException failure) {
    if (over.compareAndSet(false, true)) {
      stop();
      listener.failed(failure);
    }
  }

  private void handle(StreamingHandle now) {
    handle = now;
    if (over.get() && !call.reachable()) {
      now.cancel();
    }
  }

  private void sign() {
    lastSign = System.nanoTime();
  }

  /** Not later than a stall could be due that begins right now. */
  private void lookAgainIn(long nanos) {
    long stall = TimeUnit.MILLISECONDS.toNanos(patience.stallMs());
    watch = deadlines.after(Math.min(nanos, stall), this::check);
    if (over.get()) {
      watch.run();
    }
  }

  private void check() {
    long due =
        alive
            ? lastSign + TimeUnit.MILLISECONDS.toNanos(patience.stallMs())
            : began + TimeUnit.MILLISECONDS.toNanos(patience.firstTokenMs());
    long left = due - System.nanoTime();
    if (over.get()) {
      return;
    }
    if (left > 0) {
      lookAgainIn(left);
    } else if (alive) {
      fail(failures.timeout("no token for " + patience.stallMs() + " ms in mid-answer"));
    } else {
      fail(
          failures.timeout(
              "no first token within "
                  + patience.firstTokenMs()
                  + " ms"
                  + (thought
                      ? "; it reasons: choose a model that does not, or set thinking and a longer"
                          + " first_token_ms"
                      : "")));
    }
  }

  /**
   * How long a round is waited for.
   *
   * @param firstTokenMs for the first token
   * @param stallMs for each further one
   * @param thinking whether reasoning counts as tokens
   */
  record Patience(int firstTokenMs, int stallMs, boolean thinking) {}

  /**
   * Told what comes; one call at a time but for {@link #failed}, which may come from a deadline.
   */
  interface Listener {
    /** The next words, without reasoning. */
    void text(String text);

    /** The end: all of it came. */
    void complete(ChatResponse response, boolean thought);

    /** The end: it did not work. */
    void failed(EngineException failure);
  }
}
