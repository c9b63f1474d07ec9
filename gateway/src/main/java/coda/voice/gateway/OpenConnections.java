package coda.voice.gateway;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** All connections that are open, so that the server can end them. May be used from any thread. */
final class OpenConnections {
  private static final long LOOK_EVERY_MS = 20;

  private final Set<FrontDoor.Connection> open = ConcurrentHashMap.newKeySet();

  void add(FrontDoor.Connection connection) {
    open.add(connection);
  }

  void remove(FrontDoor.Connection connection) {
    open.remove(connection);
  }

  int count() {
    return open.size();
  }

  /** Lets every conversation finish its reply; does not wait for it. */
  void beginDrain() {
    open.forEach(FrontDoor.Connection::drain);
  }

  /** Lets every conversation finish its reply, but waits no longer than that. Blocks. */
  long drain(Duration bound) throws InterruptedException {
    beginDrain();
    await(() -> conversing() == 0, bound);
    return conversing();
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
