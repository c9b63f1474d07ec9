package coda.voice.engine.ladder;

import coda.voice.engine.Capacity;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * The engines of a ladder in the order in which they are asked, and what ladders of all kinds do in
 * the same way.
 *
 * @param <E> the kind of engine
 */
final class Rungs<E extends Engine> {
  private final String role;
  private final List<Rung<E>> rungs;
  private final LadderSettings settings;
  private final LadderClock clock;
  private final Capacity capacity;
  private volatile boolean warm;
  private volatile boolean closed;

  Rungs(String role, List<? extends E> engines, LadderSettings settings, LadderClock clock) {
    if (engines.isEmpty()) {
      throw new IllegalArgumentException("a ladder needs at least one engine");
    }
    this.role = role;
    this.settings = settings;
    this.clock = clock;
    List<Rung<E>> made = new ArrayList<>();
    for (E engine : engines) {
      made.add(new Rung<>(role, engine, settings.breaker(), clock));
    }
    this.rungs = List.copyOf(made);
    this.capacity = new Capacity(name(), sum(engines));
  }

  private static int sum(List<? extends Engine> engines) {
    long all = engines.stream().mapToLong(engine -> engine.capacity().limit()).sum();
    return (int) Math.min(all, Integer.MAX_VALUE);
  }

  String role() {
    return role;
  }

  String name() {
    return rungs.getFirst().name();
  }

  LadderSettings settings() {
    return settings;
  }

  LadderClock clock() {
    return clock;
  }

  Capacity capacity() {
    return capacity;
  }

  int size() {
    return rungs.size();
  }

  Rung<E> get(int index) {
    return rungs.get(index);
  }

  E first() {
    return rungs.getFirst().engine();
  }

  List<RungStatus> status() {
    return rungs.stream().map(Rung::status).toList();
  }

  int inUseBelow() {
    return rungs.stream().mapToInt(rung -> rung.engine().capacity().inUse()).sum();
  }

  /** Whether another rung than this one would be asked. */
  boolean anotherBelow(int index) {
    return rungs.stream().skip(index + 1L).anyMatch(Rung::inviting);
  }

  /** Warms all engines up at the same time; blocks until all have come to an end. */
  void warmUp() {
    List<EngineException> failures = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("warm-up-", 0).factory())) {
      List<Future<Optional<EngineException>>> all =
          rungs.stream().map(rung -> threads.submit(rung::warmUp)).toList();
      for (Future<Optional<EngineException>> one : all) {
        one.get().ifPresent(failures::add);
      }
    } catch (ExecutionException e) {
      throw EngineException.failed(name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw EngineException.unavailable(name(), "its warming up was interrupted");
    }
    if (failures.size() == rungs.size()) {
      EngineException first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    warm = true;
  }

  Health health() {
    if (closed) {
      return Health.down("closed");
    }
    if (!warm) {
      return Health.STARTING;
    }
    if (rungs.getFirst().works()) {
      return rungs.getFirst().health();
    }
    for (int i = 1; i < rungs.size(); i++) {
      if (rungs.get(i).works()) {
        return degraded(trouble(i) + "; '" + rungs.get(i).name() + "' does the work");
      }
    }
    return rungs.stream().anyMatch(Rung::inviting)
        ? degraded(trouble(rungs.size()))
        : Health.down(trouble(rungs.size()));
  }

  private static Health degraded(String detail) {
    return new Health(Health.State.DEGRADED, detail);
  }

  private String trouble(int above) {
    return rungs.stream().limit(above).map(Rung::trouble).collect(Collectors.joining("; "));
  }

  /** What is said when nobody takes a piece of work. */
  EngineException nobody(boolean busy) {
    return busy
        ? new EngineBusyException(name(), capacity.limit())
        : EngineException.unavailable(name(), trouble(rungs.size()));
  }

  void close() {
    closed = true;
    rungs.forEach(Rung::close);
  }
}
