package coda.voice.gateway.task;

import coda.voice.VoiceException;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task and the thread that does it. */
final class SupervisedTask {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedTask.class);

  private final Task task;
  private final Optional<Duration> pause;
  private final Pauses pauses;
  private final Counter failures;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile TaskState state;

  /**
   * A task that has not begun.
   *
   * @param pause between two runs; empty when it runs once and for good
   */
  SupervisedTask(
      String name, Task task, Optional<Duration> pause, Pauses pauses, Counter failures) {
    this.task = task;
    this.pause = pause;
    this.pauses = pauses;
    this.failures = failures;
    this.state = new TaskState(name, TaskState.Phase.WAITING, 0, 0, 0, Optional.empty());
    this.thread = Thread.ofVirtual().name("task-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  TaskState state() {
    return state;
  }

  /** Interrupts it and waits; whether it ended. */
  boolean stop(Duration bound) {
    stopping = true;
    thread.interrupt();
    try {
      return thread.join(bound);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    try {
      boolean again = true;
      while (again && !stopping) {
        again = once();
      }
    } catch (InterruptedException e) {
      // the way it is stopped
    } finally {
      phase(TaskState.Phase.STOPPED);
    }
  }

  /** One run and the pause after it; whether there is a next. */
  private boolean once() throws InterruptedException {
    phase(TaskState.Phase.RUNNING);
    try {
      task.run();
    } catch (InterruptedException e) {
      if (stopping) {
        throw e;
      }
      failed(e);
      return true;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      failed(e);
      return true;
    }
    worked();
    if (pause.isEmpty()) {
      return false;
    }
    pauses.pause(pause.get());
    return true;
  }

  private void worked() {
    TaskState s = state;
    if (s.failuresInARow() > 0) {
      LOG.info("The task {} works again", s.name());
    }
    state =
        new TaskState(
            s.name(), TaskState.Phase.WAITING, s.runs() + 1, s.failures(), 0, s.lastFailure());
  }

  private void failed(Throwable failure) throws InterruptedException {
    failures.increment();
    TaskState s = state;
    int inARow = s.failuresInARow() + 1;
    String kind =
        failure instanceof VoiceException e ? e.code() : failure.getClass().getSimpleName();
    state =
        new TaskState(
            s.name(),
            TaskState.Phase.BACKING_OFF,
            s.runs() + 1,
            s.failures() + 1,
            inARow,
            Optional.of(kind));
    Duration wait = backOff(inARow);
    if (inARow == 1) {
      LOG.warn("The task {} failed; again in {}", s.name(), wait, failure);
    } else {
      LOG.warn(
          "The task {} failed {} times in a row: {}; again in {}", s.name(), inARow, failure, wait);
    }
    pauses.pause(wait);
  }

  /** Doubles from the first pause to the longest. */
  static Duration backOff(int failuresInARow) {
    Duration wait = Supervisor.FIRST_PAUSE.multipliedBy(1L << Math.min(failuresInARow - 1, 10));
    return wait.compareTo(Supervisor.LONGEST_PAUSE) > 0 ? Supervisor.LONGEST_PAUSE : wait;
  }

  private void phase(TaskState.Phase phase) {
    TaskState s = state;
    state =
        new TaskState(s.name(), phase, s.runs(), s.failures(), s.failuresInARow(), s.lastFailure());
  }
}
