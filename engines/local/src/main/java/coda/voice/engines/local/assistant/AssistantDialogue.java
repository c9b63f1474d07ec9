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
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One conversation with the assistant: its timers, list, facts and jokes live here.
 *
 * <p>An answer has two parts: what is said, and what it leaves behind. A tentative answer is told
 * at once if nothing happens by telling it; what it leaves behind (the next chance, what can be
 * repeated) waits for the confirmation. An answer that does something waits as a whole.
 */
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
    Answer answer = new Answer(request, new Delivery(listener, capacity.acquire()));
    try {
      executor.execute(answer::begin);
    } catch (RejectedExecutionException closed) {
      answer.cancel();
      throw EngineException.failed(AssistantLanguageModel.NAME, closed);
    }
    return answer;
  }

  /**
   * How a turn is answered, before anything has happened.
   *
   * @param changesSomething whether making the answer has an effect
   * @param answer makes it
   * @param afterwards what it leaves behind
   */
  private record Plan(
      boolean changesSomething, Supplier<String> answer, Consumer<String> afterwards) {
    static Plan nothingBut(String answer) {
      return new Plan(false, () -> answer, kept -> {});
    }
  }

  /** One answer on its way. Its state is guarded by the turn, except that anybody may cancel. */
  private final class Answer implements Generation {
    private final AnswerRequest request;
    private final Delivery delivery;
    private volatile boolean cancelled;
    private boolean wanted;
    private boolean waiting;
    private Runnable leaveBehind = () -> {};

    Answer(AnswerRequest request, Delivery delivery) {
      this.request = request;
      this.delivery = delivery;
      this.wanted = !request.tentative();
    }

    void begin() {
      step(this::make);
    }

    @Override
    public void confirm() {
      try {
        executor.execute(() -> step(this::confirmed));
      } catch (RejectedExecutionException closed) {
        delivery.fail(EngineException.failed(AssistantLanguageModel.NAME, closed));
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      delivery.cancel();
    }

    /** Does what can be done now, one turn at a time, and tells the answer if there is one. */
    private void step(Supplier<Optional<String>> work) {
      Optional<String> answer;
      turn.lock();
      try {
        answer = cancelled ? Optional.empty() : work.get();
      } catch (RuntimeException e) {
        delivery.fail(EngineException.failed(AssistantLanguageModel.NAME, e));
        return;
      } finally {
        turn.unlock();
      }
      answer.ifPresent(delivery::deliver);
    }

    private Optional<String> make() {
      Plan plan = plan(request);
      waiting = plan.changesSomething() && !wanted;
      if (waiting) {
        return Optional.empty();
      }
      String answer = plan.answer().get();
      leaveBehind = () -> plan.afterwards().accept(answer);
      if (wanted) {
        leaveBehind.run();
      }
      return Optional.of(answer);
    }

    private Optional<String> confirmed() {
      if (wanted) {
        return Optional.empty();
      }
      wanted = true;
      if (waiting) {
        return make();
      }
      leaveBehind.run();
      return Optional.empty();
    }
  }

  private Plan plan(AnswerRequest asked) {
    Optional<AnswerRequest> going = goingOn(asked);
    if (going.isEmpty()) {
      return Plan.nothingBut(Refusals.whatNow());
    }
    AnswerRequest request = going.get();
    Words words = Words.of(request.text());
    if (words.isEmpty()) {
      return Plan.nothingBut(Refusals.noWords());
    }
    if (words.cut()) {
      return Plan.nothingBut(Refusals.tooLong());
    }
    List<Message> history = request.history();
    context.begin(whatToRepeat(history), last(history, Role.USER));
    for (Candidate<Skill> candidate : understanding.candidates(request.text(), request.spoken())) {
      Skill skill = candidate.owner();
      Heard heard = new Heard(request.text(), request.spoken(), candidate.match());
      if (skill.takes(heard, context)) {
        return new Plan(skill.changesSomething(), () -> skill.answer(heard, context), this::keep);
      }
    }
    String refusal = Refusals.of(request.text(), request.spoken(), refusals);
    return new Plan(
        false,
        () -> refusal,
        answer -> {
          refusals++;
          keep(answer);
        });
  }

  /**
   * Where the conversation is to go on by itself: what the user said last, if nothing was said to
   * it yet; a note of the application may have come after it.
   */
  private static Optional<AnswerRequest> goingOn(AnswerRequest asked) {
    if (asked.spoken() || !asked.text().isBlank()) {
      return Optional.of(asked);
    }
    List<Message> history = asked.history();
    int last = history.size() - 1;
    while (last >= 0 && !said(history.get(last))) {
      last--;
    }
    if (last < 0 || history.get(last).role() != Role.USER) {
      return Optional.empty();
    }
    return Optional.of(
        new AnswerRequest(
            history.get(last).text(),
            history.subList(0, last),
            false,
            asked.tentative(),
            asked.tools(),
            asked.options()));
  }

  private static boolean said(Message line) {
    boolean byPeople = line.role() == Role.USER || line.role() == Role.ASSISTANT;
    return byPeople && !line.text().isBlank();
  }

  private void keep(String answer) {
    lastAnswer = answer.isEmpty() ? lastAnswer : answer;
    context.keep();
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
