package coda.voice.gateway;

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
  private long timer;

  HandshakeWatch(Vertx vertx, HttpConnection connection, long handshakeMs) {
    this.vertx = vertx;
    this.connection = connection;
    arm(handshakeMs);
  }

  /** A plain request was answered. */
  void answered() {
    done();
    arm(KEEP_ALIVE_MS);
  }

  /** The connection is a WebSocket now, or gone. */
  void done() {
    vertx.cancelTimer(timer);
  }

  private void arm(long delayMs) {
    timer = vertx.setTimer(delayMs, fired -> connection.close());
  }
}
