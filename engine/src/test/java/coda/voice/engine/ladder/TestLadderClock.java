package coda.voice.engine.ladder;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: everything happens on the test's thread, when the test says so. */
final class TestLadderClock implements LadderClock {
  private record Task(long atMs, long order, Runnable what) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atMs).thenComparingLong(Task::order));
  private long nowMs;
  private long order;

  @Override
  public long nanoTime() {
    return nowMs * 1_000_000;
  }

  @Override
  public void execute(Runnable task) {
    var unused = later(0, task);
  }

  @Override
  public Runnable later(long delayMs, Runnable task) {
    Task waiting = new Task(nowMs + delayMs, order++, task);
    tasks.add(waiting);
    return () -> tasks.remove(waiting);
  }

  long nowMs() {
    return nowMs;
  }

  int waiting() {
    return tasks.size();
  }

  void advance(long ms) {
    long until = nowMs + ms;
    for (Task next = tasks.peek(); next != null && next.atMs() <= until; next = tasks.peek()) {
      tasks.remove(next);
      nowMs = Math.max(nowMs, next.atMs());
      next.what().run();
    }
    nowMs = until;
  }
}
