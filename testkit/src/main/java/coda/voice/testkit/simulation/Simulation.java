package coda.voice.testkit.simulation;

import coda.voice.conversation.turn.TurnRules;
import coda.voice.testkit.play.ScenarioRunner;
import coda.voice.testkit.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays random conversations in virtual time on several threads and checks every invariant after
 * every event; stops at the first violation and looks for the shortest scenario that shows it.
 */
public final class Simulation {
  private static final long TELL_EVERY_MS = 2000;
  private static final int SHRINKING_RUNS = 4000;

  private final Plan plan;
  private final long startedAt = System.nanoTime();
  private final AtomicLong next = new AtomicLong();
  private final AtomicReference<@Nullable Wrong> wrong = new AtomicReference<>();

  private Simulation(Plan plan) {
    this.plan = plan;
  }

  /**
   * Plays them. Returns when all are played or one went wrong.
   *
   * @param plan how many, and which
   * @param progress told every other second, on the caller's thread
   * @throws InterruptedException when the caller is interrupted; no thread is left behind
   */
  public static Result run(Plan plan, Consumer<Tally> progress) throws InterruptedException {
    return new Simulation(plan).run(progress);
  }

  /**
   * Plays one scenario and checks every invariant after every event of it.
   *
   * @param scenario which
   * @param rules by which turns are taken
   * @return what was violated, in order; the first few of it
   */
  public static List<Violation> violations(Scenario scenario, TurnRules rules) {
    return Played.of(scenario, rules, new ScenarioRunner()).violations();
  }

  private Result run(Consumer<Tally> progress) throws InterruptedException {
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < plan.threads(); i++) {
      Worker worker = new Worker();
      worker.thread = Thread.ofPlatform().daemon().name("simulation-" + i).start(worker);
      workers.add(worker);
    }
    try {
      for (Worker worker : workers) {
        while (!worker.thread.join(java.time.Duration.ofMillis(TELL_EVERY_MS))) {
          progress.accept(tally(workers));
        }
      }
    } catch (InterruptedException e) {
      next.set(plan.conversations());
      throw e;
    }
    Tally tally = tally(workers);
    return new Result(tally, Optional.ofNullable(wrong.get()).map(this::shrink));
  }

  private Tally tally(List<Worker> workers) {
    Tally sum = workers.stream().map(w -> w.tally).reduce(Tally.NOTHING, Tally::plus);
    return sum.in((System.nanoTime() - startedAt) / 1_000_000);
  }

  /** Looks for the shortest scenario that goes wrong in the same way. */
  private Finding shrink(Wrong found) {
    long seed = plan.seed() + found.index;
    Scenario shortest =
        new Shrinker(scenario -> again(scenario, found.violation).isPresent(), SHRINKING_RUNS)
            .shrink(found.scenario);
    return new Finding(
        seed,
        found.index + 1,
        found.violation,
        shortest,
        again(shortest, found.violation).orElse(found.violation));
  }

  /** The same kind of violation in another scenario. */
  private Optional<Violation> again(Scenario scenario, Violation violation) {
    return violations(scenario, plan.rules()).stream()
        .filter(v -> v.kind().equals(violation.kind()))
        .findFirst();
  }

  /**
   * What came of it.
   *
   * @param tally in numbers
   * @param finding what went wrong, if anything
   */
  public record Result(Tally tally, Optional<Finding> finding) {}

  private record Wrong(long index, Scenario scenario, Violation violation) {}

  /** Plays one conversation after the other. */
  private final class Worker implements Runnable {
    private volatile Tally tally = Tally.NOTHING;
    private Thread thread = Thread.currentThread();

    @Override
    public void run() {
      ScenarioRunner runner = new ScenarioRunner();
      long index;
      while ((index = next.getAndIncrement()) < plan.conversations()) {
        Scenario scenario = ConversationGenerator.conversation(plan.seed() + index);
        Played played = Played.of(scenario, plan.rules(), runner);
        tally = tally.plus(played.tally());
        if (!played.violations().isEmpty()) {
          goesWrong(new Wrong(index, scenario, played.violations().getFirst()));
          return;
        }
      }
    }
  }

  /** Of several that go wrong at the same time, the first one counts. */
  private void goesWrong(Wrong found) {
    next.set(plan.conversations());
    wrong.accumulateAndGet(found, (a, b) -> a == null || (b != null && b.index < a.index) ? b : a);
  }
}
