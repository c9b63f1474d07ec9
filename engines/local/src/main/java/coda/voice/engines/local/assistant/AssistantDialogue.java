package coda.voice.engines.local.assistant;

import coda.voice.engine.Capacity;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engines.local.english.Words;
import coda.voice.engines.local.phrases.PhraseBook.Candidate;
import coda.voice.engines.local.skills.Heard;
import coda.voice.engines.local.skills.Skill;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/** One conversation with the assistant: its timers, list, facts and jokes live here. */
final class AssistantDialogue implements Dialogue {
  private final Understanding understanding;
  private final Capacity capacity;
  private final Executor executor;
  private final DialogueContext context;
  private final ReentrantLock turn = new ReentrantLock();

  private String lastAnswer = "";
  private int refusals;

  AssistantDialogue(
      Understanding understanding,
      Capacity capacity,
      Executor executor,
      DialogueScope scope,
      Random random) {
    this.understanding = understanding;
    this.capacity = capacity;
    this.executor = executor;
    this.context = new DialogueContext(scope, random);
    this.refusals = random.nextInt(Refusals.count());
  }

  @Override
  public Generation answer(AnswerRequest request, AnswerListener listener) {
    Delivery delivery = new Delivery(listener, capacity.acquire());
    try {
      executor.execute(() -> run(request, delivery));
    } catch (RejectedExecutionException closed) {
      delivery.cancel();
      throw EngineException.failed(AssistantLanguageModel.NAME, closed);
    }
    return delivery;
  }

  private void run(AnswerRequest request, Delivery delivery) {
    String answer;
    turn.lock();
    try {
      if (delivery.isOver()) {
        return;
      }
      answer = answerTo(request);
    } catch (RuntimeException e) {
      delivery.fail(EngineException.failed(AssistantLanguageModel.NAME, e));
      return;
    } finally {
      turn.unlock();
    }
    delivery.deliver(answer);
  }

  private String answerTo(AnswerRequest request) {
    Words words = Words.of(request.text());
    if (words.isEmpty()) {
      return Refusals.noWords();
    }
    if (words.cut()) {
      return Refusals.tooLong();
    }
    List<Message> history = request.history();
    context.begin(whatToRepeat(history), last(history, Role.USER));
    for (Candidate<Skill> candidate : understanding.candidates(request.text(), request.spoken())) {
      Heard heard = new Heard(request.text(), request.spoken(), candidate.match());
      if (candidate.owner().takes(heard, context)) {
        return remembered(candidate.owner().answer(heard, context));
      }
    }
    return remembered(Refusals.of(request.text(), request.spoken(), refusals++));
  }

  private String remembered(String answer) {
    lastAnswer = answer.isEmpty() ? lastAnswer : answer;
    return answer;
  }

  /** Our last answer whole, unless somebody else (a timer, another model) spoke after it. */
  private Optional<String> whatToRepeat(List<Message> history) {
    Optional<String> heard = last(history, Role.ASSISTANT);
    if (heard.isEmpty() || lastAnswer.startsWith(heard.get().strip())) {
      return Optional.of(lastAnswer).filter(answer -> !answer.isEmpty()).or(() -> heard);
    }
    return heard;
  }

  private static Optional<String> last(List<Message> history, Role role) {
    return history.reversed().stream()
        .filter(message -> message.role() == role && !message.text().isBlank())
        .map(Message::text)
        .findFirst();
  }

  @Override
  public void close() {
    context.close();
  }
}
