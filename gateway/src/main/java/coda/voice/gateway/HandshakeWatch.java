package coda.voice.gateway;

import coda.voice.gateway.limits.Seat;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;

/**
 * Closes a connection that has not become a WebSocket in time: one that sends no request, or a
 * request that never ends. A plain request that was answered gives the connection more time, for
 * clients that keep it open to ask again.
 *
 * <p>Used on the connection's loop.
 */
final class HandshakeWatch {
  private static final long KEEP_ALIVE_MS = 60_000;

  private final Vertx vertx;
  private final HttpConnection connection;
  private final long handshakeMs;
  private final Runnable late;
  private final Seat place;
  private long timer;

  HandshakeWatch(
      Vertx vertx, HttpConnection connection, long handshakeMs, Runnable late, Seat place) {
    this.vertx = vertx;
    this.connection = connection;
    this.handshakeMs = handshakeMs;
    this.late = late;
    this.place = place;
    arm(handshakeMs, late);
  }

  /**
   * A request began.
   *
   * @param more whether it has a body that is still to come
   */
  void asked(boolean more) {
    done();
    if (more) {
      arm(handshakeMs, late);
    } else {
      arm(KEEP_ALIVE_MS, () -> {});
    }
  }

  /** The place that the connection has among all TCP connections. */
  Seat place() {
    return place;
  }

  /** A plain request was answered. */
  void answered() {
    done();
    arm(KEEP_ALIVE_MS, () -> {});
  }

  /** The connection is a WebSocket now, or gone. */
  void done() {
    vertx.cancelTimer(timer);
  }

  private void arm(long delayMs, Runnable before) {
    timer =
        vertx.setTimer(
            delayMs,
            fired -> {
              before.run();
              connection.close();
            });
  }
}
