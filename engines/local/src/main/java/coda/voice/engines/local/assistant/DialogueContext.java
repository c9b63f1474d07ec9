package coda.voice.engines.local.assistant;

import coda.voice.engine.DialogueScope;
import coda.voice.engine.DialogueScope.Announcement;
import coda.voice.engines.local.skills.SkillContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The skills' view of one conversation. Turns are guarded by the dialogue; tasks may end any time.
 */
final class DialogueContext implements SkillContext {
  private final DialogueScope scope;
  private final Random seeds;
  private final Map<Class<?>, Object> states = new HashMap<>();
  private final Set<Task> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private long seed;
  private Random chance;
  private Optional<String> lastAnswer = Optional.empty();
  private Optional<String> lastQuestion = Optional.empty();

  DialogueContext(DialogueScope scope, Random random) {
    this.scope = scope;
    this.seeds = random;
    this.seed = seeds.nextLong();
    this.chance = new Random(seed);
  }

  /** A task for later; kept until it has run or was cancelled. */
  private final class Task {
    private final Runnable work;
    private volatile Runnable cancel = () -> {};

    Task(Runnable work) {
      this.work = work;
    }

    void run() {
      if (pending.remove(this) && !closed) {
        work.run();
      }
    }

    void cancel() {
      if (pending.remove(this)) {
        cancel.run();
      }
    }
  }

  /** What this turn may refer to; it has the same chance as the last one that was not kept. */
  void begin(Optional<String> lastAnswer, Optional<String> lastQuestion) {
    this.lastAnswer = lastAnswer;
    this.lastQuestion = lastQuestion;
    this.chance = new Random(seed);
  }

  /** This turn is kept: the next one has a chance of its own. */
  void keep() {
    seed = seeds.nextLong();
  }

  /** Nothing that was planned happens any more. */
  void close() {
    closed = true;
    pending.forEach(Task::cancel);
  }

  @Override
  public ZonedDateTime now() {
    return Instant.ofEpochMilli(scope.wallClockMillis()).atZone(scope.zone());
  }

  @Override
  public <T> T state(Class<T> type, Supplier<T> fresh) {
    return type.cast(states.computeIfAbsent(type, key -> fresh.get()));
  }

  @Override
  public int random(int bound) {
    return chance.nextInt(bound);
  }

  @Override
  public Runnable later(Duration delay, Runnable work) {
    Task task = new Task(work);
    pending.add(task);
    task.cancel = scope.later(delay.toMillis(), task::run);
    if (closed) {
      task.cancel();
    }
    return task::cancel;
  }

  @Override
  public void say(String text) {
    if (!closed) {
      scope.say(text);
    }
  }

  @Override
  public void say(String text, Duration fresh) {
    if (!closed) {
      scope.say(new Announcement(text, fresh.toMillis(), false));
    }
  }

  @Override
  public Optional<String> lastAnswer() {
    return lastAnswer;
  }

  @Override
  public Optional<String> lastQuestion() {
    return lastQuestion;
  }

  @Override
  public double speechRate() {
    return scope.speechRate();
  }

  @Override
  public void speechRate(double rate) {
    scope.speechRate(rate);
  }

  @Override
  public void endConversation() {
    scope.endAfterReply();
  }
}
