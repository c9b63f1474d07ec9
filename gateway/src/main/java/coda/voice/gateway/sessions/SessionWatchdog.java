package coda.voice.gateway.sessions;

import static coda.voice.gateway.GatewayError.SESSION_STUCK;

import coda.voice.gateway.GatewayException;
import coda.voice.gateway.RunningTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds sessions that do not get on and ends them with {@code SESSION_STUCK}: one whose task holds
 * its event loop, one whose turn goes on although nothing has been heard of it for longer than any
 * bound, one that was to end and does not. Each is counted ({@code coda.sessions.stuck}, by {@code
 * kind}) and logged, with what its thread is doing if that is the reason.
 *
 * <p>A task that holds its event loop is interrupted. One that does not even mind that cannot be
 * ended from inside the process; it is logged as an error, for it holds up all sessions of its
 * event loop.
 *
 * <p>Used by one thread, which is none of the event loops.
 */
public final class SessionWatchdog {
  private static final Logger LOG = LoggerFactory.getLogger(SessionWatchdog.class);
  private static final int STACK_LINES = 40;

  private final List<Set<? extends Watched>> visits;
  private final MeterRegistry meters;
  private final Bounds bounds;
  private final LongSupplier nowMs;
  private final Set<RunningTask> interrupted = Collections.newSetFromMap(new WeakHashMap<>());
  private final Set<Watched> told = Collections.newSetFromMap(new WeakHashMap<>());
  private final Set<RunningTask> givenUp = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * How long is waited.
   *
   * @param task one task of a session; they take milliseconds
   * @param turn an answer of which nothing is heard; longer than all times of turn-taking
   * @param end a session that was told to end
   */
  public record Bounds(Duration task, Duration turn, Duration end) {
    /** The defaults of the documentation. */
    public static final Bounds DEFAULTS =
        new Bounds(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(10));
  }

  /**
   * Looks when it is told to.
   *
   * @param visits all that there are, of every front door; they change meanwhile
   * @param meters counts what it finds
   * @param bounds how long is waited
   * @param nowMs the clock of the sessions' loops
   */
  public SessionWatchdog(
      List<Set<? extends Watched>> visits,
      MeterRegistry meters,
      Bounds bounds,
      LongSupplier nowMs) {
    this.visits = List.copyOf(visits);
    this.meters = meters;
    this.bounds = bounds;
    this.nowMs = nowMs;
  }

  /** Looks at all sessions once. */
  public void look() {
    long now = nowMs.getAsLong();
    visits.forEach(door -> door.forEach(visit -> look(visit, now)));
  }

  private void look(Watched visit, long now) {
    Optional<RunningTask> task = visit.loop().running();
    if (task.isPresent()) {
      if (now - task.get().sinceMs() > bounds.task().toMillis()) {
        blocked(visit, task.get(), now);
      }
      return;
    }
    Vitals vitals = visit.vitals();
    if (told.contains(visit)) {
      return;
    }
    if (late(vitals.endingSinceMs(), bounds.end(), now)) {
      found("end");
      told.add(visit);
      LOG.warn("{} was to end and has not: it is given up", visit);
      visit.stuck(stuck("The session did not end in time"));
    } else if (late(vitals.answeringSinceMs(), bounds.turn(), now)) {
      found("turn");
      told.add(visit);
      LOG.warn("{} has an answer of which nothing is heard: it is ended", visit);
      visit.stuck(stuck("An answer did not get on"));
    }
  }

  private void blocked(Watched visit, RunningTask task, long now) {
    long forMs = now - task.sinceMs();
    if (interrupted.add(task)) {
      found("task");
      LOG.warn(
          "{} has held its event loop for {} ms and is interrupted; {}",
          visit,
          forMs,
          stack(task.thread()));
      visit.stuck(stuck("A task of the session did not end"));
      task.interrupt();
    } else if (forMs > 2 * bounds.task().toMillis() && givenUp.add(task)) {
      found("thread");
      LOG.error(
          "{} does not let go of its event loop after {} ms, although it was interrupted; all"
              + " sessions there stand still until the server is started again; {}",
          visit,
          forMs,
          stack(task.thread()));
    }
  }

  private static GatewayException stuck(String why) {
    return new GatewayException(SESSION_STUCK, why);
  }

  private static boolean late(OptionalLong since, Duration bound, long now) {
    return since.isPresent() && now - since.getAsLong() > bound.toMillis();
  }

  private void found(String kind) {
    meters.counter("coda.sessions.stuck", "kind", kind).increment();
  }

  private static String stack(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .limit(STACK_LINES)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining("\n    at ", thread.getName() + " is\n    at ", ""));
  }
}
