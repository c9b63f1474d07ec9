package coda.voice.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connections that are open, so that the server can end them. May be used from any thread. */
final class OpenConnections {
  private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);
  private static final long LOOK_EVERY_MS = 20;
  private static final Duration TELL_EVERY = Duration.ofSeconds(2);

  private final Set<FrontDoor.Connection> open = ConcurrentHashMap.newKeySet();
  private final Map<FrontDoor.Connection, Watched> watched = new ConcurrentHashMap<>();
  private final Set<FrontDoor.Connection> suspects = ConcurrentHashMap.newKeySet();

  private record Watched(BooleanSupplier closed, Runnable leave) {}

  /**
   * A connection is open.
   *
   * @param connection which
   * @param closed whether its socket is closed; from any thread
   * @param leave what is done when it is gone; idempotent, from any thread
   */
  void add(FrontDoor.Connection connection, BooleanSupplier closed, Runnable leave) {
    watched.put(connection, new Watched(closed, leave));
    open.add(connection);
  }

  void remove(FrontDoor.Connection connection) {
    open.remove(connection);
    watched.remove(connection);
    suspects.remove(connection);
  }

  /**
   * Lets go of connections whose socket is closed and of which that was not told: those that were
   * so the last time already.
   *
   * @return how many
   */
  int sweep() {
    int swept = 0;
    for (Map.Entry<FrontDoor.Connection, Watched> each : watched.entrySet()) {
      if (!each.getValue().closed().getAsBoolean()) {
        continue;
      }
      if (!suspects.add(each.getKey())) {
        swept++;
        each.getValue().leave().run();
      }
    }
    return swept;
  }

  int count() {
    return open.size();
  }

  /** Lets every conversation finish its reply; does not wait for it. */
  void beginDrain(Duration bound) {
    open.forEach(connection -> connection.drain(bound));
  }

  /** Lets every conversation finish its reply, but waits no longer than that. Blocks. */
  long drain(Duration bound) throws InterruptedException {
    beginDrain(bound);
    long deadline = System.nanoTime() + bound.toNanos();
    long left = conversing();
    while (left > 0 && System.nanoTime() < deadline) {
      LOG.info(
          "{} conversations are finishing; they are cut off in {} s",
          left,
          TimeUnit.NANOSECONDS.toSeconds(deadline - System.nanoTime()));
      long until = Math.min(deadline, System.nanoTime() + TELL_EVERY.toNanos());
      await(() -> conversing() == 0, Duration.ofNanos(Math.max(0, until - System.nanoTime())));
      left = conversing();
    }
    return left;
  }

  /** Closes all and waits until they are gone, but no longer than that. Blocks. */
  void close(Duration bound) throws InterruptedException {
    open.forEach(c -> c.close(CloseCodes.GOING_AWAY, "Server stopping"));
    await(open::isEmpty, bound);
  }

  private long conversing() {
    return open.stream().filter(FrontDoor.Connection::conversing).count();
  }

  private static void await(BooleanSupplier condition, Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
    }
  }
}
