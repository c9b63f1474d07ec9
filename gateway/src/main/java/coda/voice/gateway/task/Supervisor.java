package coda.voice.gateway.task;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after work in the background. Every task has a virtual thread of its own. One that fails is
 * logged, counted ({@code coda.tasks.failures}, by {@code task}) and done again, after a pause that
 * doubles from {@link #FIRST_PAUSE} to {@link #LONGEST_PAUSE} while it goes on failing.
 *
 * <p>May be used from any thread.
 */
public final class Supervisor implements AutoCloseable {
  /** The pause after a first failure. */
  public static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** The pause after many failures. */
  public static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** How long {@link #close} waits for each task. */
  public static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private final MeterRegistry meters;
  private final Pauses pauses;
  private final Deque<SupervisedTask> tasks = new ArrayDeque<>();
  private boolean closed;

  /**
   * Looks after nothing yet.
   *
   * @param meters counts failures
   */
  public Supervisor(MeterRegistry meters) {
    this(meters, Pauses.REAL);
  }

  Supervisor(MeterRegistry meters, Pauses pauses) {
    this.meters = meters;
    this.pauses = pauses;
  }

  /**
   * Does something again and again, the first time at once. One run never overlaps the next.
   *
   * @param name of the task, unique, in lower case: {@code retention}
   * @param pause between the end of one run and the beginning of the next
   * @param task what
   */
  public void every(String name, Duration pause, Task task) {
    start(name, Optional.of(pause), task);
  }

  /**
   * Does something that goes on for good; it is begun again only if it fails.
   *
   * @param name of the task, unique, in lower case: {@code config-watch}
   * @param task what; when it returns it is over
   */
  public void keep(String name, Task task) {
    start(name, Optional.empty(), task);
  }

  private synchronized void start(String name, Optional<Duration> pause, Task work) {
    if (closed) {
      throw new IllegalStateException("The supervisor is closed; " + name + " cannot begin");
    }
    if (tasks.stream().anyMatch(task -> task.state().name().equals(name))) {
      throw new IllegalArgumentException("There is a task " + name + " already");
    }
    SupervisedTask task =
        new SupervisedTask(
            name, work, pause, pauses, meters.counter("coda.tasks.failures", "task", name));
    tasks.addLast(task);
    task.start();
  }

  /** How all tasks are, in the order in which they were begun. */
  public synchronized List<TaskState> states() {
    return tasks.stream().map(SupervisedTask::state).toList();
  }

  /**
   * Stops all, the last one begun first; waits for each, but no longer than {@link #CLOSE_BOUND}.
   * Idempotent.
   */
  @Override
  public void close() {
    List<SupervisedTask> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(tasks).reversed();
    }
    for (SupervisedTask task : all) {
      if (!task.stop(CLOSE_BOUND)) {
        LOG.warn("The task {} does not end", task.state().name());
      }
    }
  }
}
