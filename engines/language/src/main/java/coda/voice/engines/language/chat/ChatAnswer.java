package coda.voice.engines.language.chat;

import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One answer: rounds with the model, one after the other, and tools between them. It has no effect
 * of its own, so a tentative one is made like any other; its tool calls are the session's to run.
 *
 * <p>Only one thing happens at a time: either a round runs, or results of tools are waited for.
 */
final class ChatAnswer implements Generation {
  private final ModelParts parts;
  private final Host host;
  private final AnswerRequest turn;
  private final Delivery delivery;
  private final CompletableFuture<Permit> permit;
  private final List<ToolRound> rounds = new ArrayList<>();

  private volatile @Nullable Round round;
  private volatile @Nullable ToolRound tools;
  private int fallenOut;
  private TokenCount cost = TokenCount.NONE;
  private boolean spoke;
  private boolean spaceNeeded;

  ChatAnswer(
      ModelParts parts,
      Host host,
      AnswerRequest turn,
      AnswerListener listener,
      CompletableFuture<Permit> permit) {
    this.parts = parts;
    this.host = host;
    this.turn = turn;
    this.permit = permit;
    this.delivery = new Delivery(listener, this::release);
  }

  /** Begins when the permit is there. */
  void begin() {
    var unused =
        permit.whenComplete(
            (got, failure) -> {
              if (got != null) {
                parts.work(this::nextRound, this::failed);
              } else if (failure != null && !delivery.over()) {
                failed(parts.failures().of(unwrapped(failure)));
              }
            });
  }

  @Override
  public void cancel() {
    delivery.cancel();
    stop();
  }

  @Override
  public void toolResult(String callId, String result) {
    ToolRound waiting = tools;
    if (waiting != null && waiting.result(callId, result)) {
      goOnAfter(waiting);
    }
  }

  /** The engine closes: whoever waits for this answer is told. */
  void closing() {
    failed(parts.failures().failed("the server is stopping"));
    stop();
  }

  private void nextRound() {
    if (delivery.over()) {
      return;
    }
    ModelFacts facts = host.facts();
    Prompter.Prompt prompt =
        parts.prompter().answer(facts, host.opening(), turn, host.memory(), rounds);
    fallenOut = prompt.fallenOut();
    ChatSettings settings = parts.settings();
    Round next =
        parts.round(
            new Round.Patience(settings.firstTokenMs(), settings.stallMs(), settings.thinking()),
            new Words(facts));
    round = next;
    if (delivery.over()) {
      return;
    }
    next.start(prompt.request());
    if (delivery.over()) {
      next.abort();
    }
  }

  private void call(ModelFacts facts, String text, List<ToolExecutionRequest> wanted) {
    ToolRound called = new ToolRound(rounds.size() + 1, text, wanted);
    rounds.add(called);
    round = null;
    tools = called;
    spaceNeeded = spoke;
    for (ToolCall each : called.calls()) {
      delivery.tell(listener -> listener.onToolCall(each));
    }
    if (called.calls().stream().anyMatch(each -> byClient(each.tool()))) {
      // What they give comes later, as a line of the history; this answer ends here.
      delivery.done();
      host.complete(facts, turn, fallenOut);
      return;
    }
    if (called.calls().isEmpty()) {
      goOnAfter(called);
    }
  }

  private boolean byClient(String name) {
    return turn.tools().stream().anyMatch(tool -> tool.byClient() && tool.name().equals(name));
  }

  /** Whoever brings the last result goes on. */
  private void goOnAfter(ToolRound called) {
    if (called.complete() && called.leave()) {
      parts.work(this::nextRound, this::failed);
    }
  }

  private void failed(EngineException failure) {
    host.failed(failure);
    delivery.fail(failure);
  }

  private void stop() {
    Round running = round;
    if (running != null) {
      running.abort();
    }
  }

  /** Gives the permit back, or the place in the line for one. */
  private void release() {
    if (!permit.cancel(false) && !permit.isCompletedExceptionally()) {
      permit.join().close();
    }
    host.over(this);
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** What an answer needs of the conversation it belongs to. */
  interface Host {
    /** Which model answers. Blocks when that is not known yet. */
    ModelFacts facts();

    /** What every request begins with. */
    String opening();

    /** What is remembered of what no longer fits. */
    Summary memory();

    /** An answer is complete. */
    void complete(ModelFacts facts, AnswerRequest turn, int fallenOut);

    /** An answer did not work. */
    void failed(EngineException failure);

    /** An answer is over, one way or another. Idempotent. */
    void over(ChatAnswer answer);
  }

  /** What a round says. */
  private final class Words implements Round.Listener {
    private final ModelFacts facts;
    private final StringBuilder said = new StringBuilder();

    Words(ModelFacts facts) {
      this.facts = facts;
    }

    @Override
    public void text(String text) {
      said.append(text);
      String told = spaceNeeded ? " " + text : text;
      spaceNeeded = false;
      spoke = true;
      delivery.tell(listener -> listener.onText(told));
    }

    @Override
    public void complete(ChatResponse response, boolean thought) {
      List<ToolExecutionRequest> wanted = response.aiMessage().toolExecutionRequests();
      boolean mayCall = rounds.size() < parts.settings().toolRounds();
      if (wanted != null && !wanted.isEmpty() && mayCall) {
        count(response.tokenUsage());
        call(facts, said.toString(), wanted);
      } else if (!spoke && wanted != null && !wanted.isEmpty()) {
        ChatAnswer.this.failed(
            parts
                .failures()
                .failed("it calls tools again after " + rounds.size() + " rounds of them"));
      } else if (!spoke && response.finishReason() == FinishReason.LENGTH) {
        ChatAnswer.this.failed(
            parts
                .failures()
                .failed(
                    "it used up max_tokens without a word"
                        + (thought ? ": all of it went into reasoning" : "")));
      } else {
        count(response.tokenUsage());
        if (response.finishReason() == FinishReason.LENGTH) {
          delivery.tell(AnswerListener::onLengthReached);
        }
        delivery.done();
        host.complete(facts, turn, fallenOut);
      }
    }

    private void count(@Nullable TokenUsage usage) {
      if (usage != null && usage.inputTokenCount() != null && usage.outputTokenCount() != null) {
        TokenCount all =
            cost.plus(new TokenCount(usage.inputTokenCount(), usage.outputTokenCount()));
        cost = all;
        delivery.tell(listener -> listener.onCount(all));
      }
    }

    @Override
    public void failed(EngineException failure) {
      ChatAnswer.this.failed(failure);
    }
  }
}
