package coda.voice.gateway;

import coda.voice.gateway.http.RequestPatience;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.limits.Patience;
import coda.voice.gateway.limits.Seat;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/**
 * Closes a connection that has not become a WebSocket in time: one that sends no request, a request
 * that never ends, or one that does not read its answers. A plain request that was answered gives
 * the connection more time, for clients that keep it open to ask again.
 *
 * <p>Used on the connection's loop.
 */
final class HandshakeWatch implements RequestPatience {
  private static final long KEEP_ALIVE_MS = 60_000;

  private final Vertx vertx;
  private final HttpConnection connection;
  private final LimitKeeper keeper;
  private final Patience patience;
  private final Seat place;
  private long timer;
  private boolean last;

  HandshakeWatch(Vertx vertx, HttpConnection connection, LimitKeeper keeper, Seat place) {
    this.vertx = vertx;
    this.connection = connection;
    this.keeper = keeper;
    this.patience = keeper.limits().patience();
    this.place = place;
    arm(patience.handshakeMs(), Limit.HANDSHAKE_MS);
  }

  /**
   * A request began.
   *
   * @param more whether it has a body that is still to come
   */
  void asked(boolean more) {
    done();
    if (more) {
      arm(patience.handshakeMs(), Limit.HANDSHAKE_MS);
    } else {
      waitForMore();
    }
  }

  @Override
  public void longBody() {
    done();
    arm(patience.messageMs(), Limit.MESSAGE_MS);
  }

  @Override
  public void longAnswer() {
    done();
  }

  @Override
  public void deaf() {
    cut(Limit.SLOW_CLIENT_MS);
  }

  /** Nothing that comes after this request is looked at. */
  void lastRequest() {
    last = true;
  }

  /** Whether the request that was answered, or is being answered, is the last. */
  boolean wasLast() {
    return last;
  }

  /** A plain request was answered. */
  void answered() {
    done();
    waitForMore();
  }

  private void waitForMore() {
    waitForMore(pendingBytes(), KEEP_ALIVE_MS);
  }

  /**
   * Vert.x answers the next request when the last answer was written: a deaf client asks no more.
   */
  private void waitForMore(long before, long leftMs) {
    timer =
        vertx.setTimer(
            patience.slowClientMs(),
            fired -> {
              long pending = pendingBytes();
              if (pending > 0 && pending >= before) {
                cut(Limit.SLOW_CLIENT_MS);
              } else if (leftMs <= patience.slowClientMs()) {
                cut();
              } else {
                waitForMore(pending, leftMs - patience.slowClientMs());
              }
            });
  }

  /** Bytes of answers that the client has not taken. */
  private long pendingBytes() {
    ChannelOutboundBuffer waiting =
        ((VertxConnection) connection).channelHandlerContext().channel().unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  /** The place that the connection has among all TCP connections. */
  Seat place() {
    return place;
  }

  /** The connection is a WebSocket now, or gone. */
  void done() {
    vertx.cancelTimer(timer);
  }

  private void arm(long delayMs, Limit limit) {
    timer = vertx.setTimer(delayMs, fired -> cut(limit));
  }

  private void cut(Limit limit) {
    keeper.hits().hit(limit);
    cut();
  }

  /**
   * Vert.x closes a connection when everything was written. A client that reads nothing would keep
   * it for good; so the channel itself is closed.
   */
  private void cut() {
    var unused = ((VertxConnection) connection).channelHandlerContext().close();
  }
}
