package coda.voice.engines.language.chat;

import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** One conversation with a model: its opening words and its memory of what no longer fits. */
final class ChatDialogue implements Dialogue, ChatAnswer.Host {
  private final ModelParts parts;
  private final Home home;
  private final String opening;
  private final Recollection recollection;
  private final Set<ChatAnswer> running = ConcurrentHashMap.newKeySet();

  ChatDialogue(ModelParts parts, Home home, DialogueScope scope) {
    this.parts = parts;
    this.home = home;
    this.opening = parts.settings().prompt().opening(scope);
    this.recollection = new Recollection(parts);
  }

  @Override
  public Generation answer(AnswerRequest request, AnswerListener listener) {
    CompletableFuture<Permit> permit = parts.permits().forAnswer();
    if (permit.isCompletedExceptionally()) {
      throw refusal(permit);
    }
    ChatAnswer answer = new ChatAnswer(parts, this, request, listener, permit);
    running.add(answer);
    answer.begin();
    return answer;
  }

  private EngineException refusal(CompletableFuture<Permit> permit) {
    try {
      permit.join();
    } catch (CompletionException e) {
      return parts.failures().of(e);
    }
    throw new IllegalStateException("a permit that failed did not fail");
  }

  @Override
  public ModelFacts facts() {
    return home.facts();
  }

  @Override
  public String opening() {
    return opening;
  }

  @Override
  public Summary memory() {
    return recollection.summary();
  }

  @Override
  public void complete(ModelFacts facts, AnswerRequest turn, int fallenOut) {
    home.worked();
    recollection.afterAnswer(facts, turn.history(), fallenOut);
  }

  @Override
  public void failed(EngineException failure) {
    home.failed(failure);
  }

  @Override
  public void over(ChatAnswer answer) {
    running.remove(answer);
  }

  /** The engine closes. */
  void closing() {
    running.forEach(ChatAnswer::closing);
    recollection.close();
  }

  @Override
  public void close() {
    running.forEach(ChatAnswer::cancel);
    recollection.close();
    home.closed(this);
  }

  /** The engine, as its dialogues see it. */
  interface Home {
    /** Which model answers. Blocks when that is not known yet. */
    ModelFacts facts();

    /** An answer worked. */
    void worked();

    /** An answer did not. */
    void failed(EngineException failure);

    /** A dialogue is over. */
    void closed(ChatDialogue dialogue);
  }
}
