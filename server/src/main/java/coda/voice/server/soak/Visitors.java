package coda.voice.server.soak;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Callers who come and go, each in its own virtual thread, and what became of their visits. */
final class Visitors implements AutoCloseable {
  private final URI uri;
  private final SoakPlan plan;
  private final HttpClient http = HttpClient.newHttpClient();
  private final RandomGenerator[] habits;
  private final Map<Habit, LongAdder> visits = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();

  Visitors(URI uri, SoakPlan plan) {
    this.uri = uri;
    this.plan = plan;
    RandomGeneratorFactory<RandomGenerator> factory = RandomGeneratorFactory.of("L64X128MixRandom");
    this.habits = new RandomGenerator[plan.callers()];
    for (int i = 0; i < habits.length; i++) {
      habits[i] = factory.create(plan.seed() + i);
    }
  }

  /**
   * One round: callers come and go until its time is over, and the last has left.
   *
   * @throws InterruptedException when the caller is
   */
  void round() throws InterruptedException {
    long end = System.nanoTime() + plan.round().toNanos();
    CountDownLatch left = new CountDownLatch(habits.length);
    for (RandomGenerator random : habits) {
      Thread.ofVirtual()
          .name("caller-", 0)
          .start(
              () -> {
                try {
                  while (System.nanoTime() < end) {
                    visit(random);
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  left.countDown();
                }
              });
    }
    left.await();
  }

  private void visit(RandomGenerator random) throws InterruptedException {
    Habit habit = Habit.any(random);
    visits.computeIfAbsent(habit, h -> new LongAdder()).increment();
    if (habit.good()) {
      Optional<String> failure = new GoodVisit(uri, habit).make();
      failure.ifPresent(
          why -> failures.computeIfAbsent(habit + ": " + why, w -> new LongAdder()).increment());
    } else {
      new BadVisit(http, uri, habit, random).make();
    }
  }

  /** Visits so far, by habit. */
  Map<Habit, Long> visits() {
    return sums(visits);
  }

  /** What went wrong for those who behaved, and how often. */
  Map<String, Long> failures() {
    return sums(failures);
  }

  private static <K extends Comparable<K>> Map<K, Long> sums(Map<K, LongAdder> adders) {
    Map<K, Long> sums = new TreeMap<>();
    adders.forEach((key, adder) -> sums.put(key, adder.sum()));
    return sums;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
