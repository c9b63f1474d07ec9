package coda.voice.engine.ladder;

import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One answer on its way down the ladder. */
final class AnswerWork extends Work<LanguageModel, Generation> implements Generation {
  private final LadderDialogue dialogue;
  private final AnswerRequest request;
  private final AnswerListener listener;
  private final AtomicReference<@Nullable Generation> confirmedTo = new AtomicReference<>();
  private final Queue<ToolResult> results = new ConcurrentLinkedQueue<>();
  private volatile boolean confirmed;
  private volatile boolean askedOnTrust;

  AnswerWork(
      Rungs<LanguageModel> rungs,
      LadderDialogue dialogue,
      AnswerRequest request,
      AnswerListener listener,
      Told told) {
    super(rungs, listener, told);
    this.dialogue = dialogue;
    this.request = request;
    this.listener = listener;
  }

  @Override
  Generation ask(LanguageModel engine, Attempt<LanguageModel, Generation> attempt) {
    askedOnTrust = request.tentative() && !confirmed;
    AnswerRequest now = askedOnTrust == request.tentative() ? request : request.tentatively(false);
    return dialogue.with(engine, attempt.index()).answer(now, new Relay(attempt));
  }

  @Override
  void begun(Attempt<LanguageModel, Generation> attempt) {
    if (confirmed && askedOnTrust) {
      confirm(attempt.handle());
    }
    handResults();
  }

  @Override
  public void confirm() {
    confirmed = true;
    Attempt<LanguageModel, Generation> attempt = current();
    if (attempt != null) {
      confirm(attempt.handle());
    }
  }

  /** What is being begun at this moment has no generation yet; it is confirmed when it has. */
  private void confirm(@Nullable Generation generation) {
    if (generation != null && confirmedTo.getAndSet(generation) != generation) {
      generation.confirm();
    }
  }

  @Override
  public void toolResult(String callId, String result) {
    results.add(new ToolResult(callId, result));
    handResults();
  }

  /** A tool may have its result before the engine that called it has returned from beginning. */
  private void handResults() {
    Attempt<LanguageModel, Generation> attempt = current();
    Generation generation = attempt == null ? null : attempt.handle();
    if (generation == null) {
      return;
    }
    @Nullable ToolResult next;
    while ((next = results.poll()) != null) {
      generation.toolResult(next.callId(), next.result());
    }
  }

  @Override
  public void cancel() {
    abandon();
  }

  @Override
  void cancel(Generation handle) {
    handle.cancel();
  }

  @Override
  void tellFailure(EngineException failure) {
    listener.onFailure(failure);
  }

  private record ToolResult(String callId, String result) {}

  /** Lets through what the engine at it delivers. */
  private final class Relay implements AnswerListener {
    private final Attempt<LanguageModel, Generation> attempt;
    private volatile @Nullable TokenCount early;

    Relay(Attempt<LanguageModel, Generation> attempt) {
      this.attempt = attempt;
    }

    @Override
    public void onText(String delta) {
      if (!delta.isEmpty() && attempt.delivers()) {
        listener.onText(delta);
      }
    }

    @Override
    public void onProtected(boolean wanted) {
      if (attempt.delivers()) {
        listener.onProtected(wanted);
      }
    }

    @Override
    public void onToolCall(ToolCall call) {
      if (attempt.delivers()) {
        listener.onToolCall(call);
      }
    }

    @Override
    public void onLengthReached() {
      if (attempt.delivers()) {
        listener.onLengthReached();
      }
    }

    @Override
    public void onCount(TokenCount count) {
      // What it cost is nothing delivered: as long as there is no more, another may take over.
      if (attempt.delivering()) {
        early = null;
        listener.onCount(count);
      } else {
        early = count;
      }
    }

    @Override
    public void onDone() {
      attempt.done(
          () -> {
            TokenCount count = early;
            if (count != null) {
              listener.onCount(count);
            }
            listener.onDone();
          });
    }

    @Override
    public void onFailure(EngineException failure) {
      attempt.failed(failure);
    }

    @Override
    public void onEngineChange(EngineChange change) {
      attempt.changed(change);
    }
  }
}
