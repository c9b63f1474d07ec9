package coda.voice.gateway.task;

import java.util.Optional;

/**
 * How a task is.
 *
 * @param name its name
 * @param phase what it does now
 * @param runs how often it was done
 * @param failures how often it failed since the server began
 * @param failuresInARow how often it failed since it last worked; 0 when all is well
 * @param lastFailure the code or the kind of the last failure, if there was one
 */
public record TaskState(
    String name,
    Phase phase,
    long runs,
    long failures,
    int failuresInARow,
    Optional<String> lastFailure) {

  /** What a task does. */
  public enum Phase {
    /** It works. */
    RUNNING,
    /** It waits for its next time. */
    WAITING,
    /** It failed and waits before it is tried again. */
    BACKING_OFF,
    /** It has ended and is not started again. */
    STOPPED
  }

  /** Whether it worked when it was last done, or was not done yet. */
  public boolean healthy() {
    return failuresInARow == 0;
  }
}
