package coda.voice.testkit;

import coda.voice.conversation.SessionLoop;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * A session loop in virtual time: nothing happens until the test lets time pass, and then
 * everything happens in the order it was due. Used by one thread.
 */
public final class VirtualLoop implements SessionLoop {
  /** When virtual days begin: Monday, 5 January 2026, 09:30 UTC. */
  public static final Instant START = Instant.parse("2026-01-05T09:30:00Z");

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long now;
  private long order;

  @Override
  public void execute(Runnable task) {
    add(0, task);
  }

  @Override
  public Cancellable schedule(long delayMs, Runnable task) {
    Task added = add(delayMs, task);
    return () -> tasks.remove(added);
  }

  private Task add(long delayMs, Runnable task) {
    Task added = new Task(now + Math.max(0, delayMs), order++, task);
    tasks.add(added);
    return added;
  }

  @Override
  public long nowMillis() {
    return now;
  }

  @Override
  public long wallClockMillis() {
    return START.toEpochMilli() + now;
  }

  /** Runs what is due now. */
  public void settle() {
    pass(0);
  }

  /**
   * Lets time pass.
   *
   * @param ms how much, at least 0
   */
  public void pass(long ms) {
    long until = now + ms;
    while (!tasks.isEmpty() && tasks.peek().due() <= until) {
      Task task = tasks.remove();
      now = Math.max(now, task.due());
      task.run().run();
    }
    now = until;
  }

  /**
   * Lets time pass in which nothing runs, as in a machine that stands still: what was due meanwhile
   * is late.
   *
   * @param ms how much, at least 0
   */
  public void stall(long ms) {
    now += ms;
  }

  /** How many tasks wait: zero after a session that gave everything back. */
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
