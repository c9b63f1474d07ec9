package coda.voice.conversation;

import java.util.PriorityQueue;

/** A session loop in virtual time, for tests of single parts. Used by one thread. */
public final class TestLoop implements SessionLoop {
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long now = 1_000;
  private long order;

  @Override
  public void execute(Runnable task) {
    schedule(0, task);
  }

  @Override
  public Cancellable schedule(long delayMs, Runnable task) {
    Task added = new Task(now + delayMs, order++, task);
    tasks.add(added);
    return () -> tasks.remove(added);
  }

  @Override
  public long nowMillis() {
    return now;
  }

  @Override
  public long wallClockMillis() {
    return now;
  }

  /** Lets time pass. */
  public void pass(long ms) {
    long until = now + ms;
    while (!tasks.isEmpty() && tasks.peek().due() <= until) {
      Task task = tasks.remove();
      now = Math.max(now, task.due());
      task.run().run();
    }
    now = until;
  }

  /** How much is still to be done. */
  public int waiting() {
    return tasks.size();
  }

  private record Task(long due, long order, Runnable run) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      return due == other.due ? Long.compare(order, other.order) : Long.compare(due, other.due);
    }
  }
}
