package coda.voice.gateway;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.OptionalInt;

/**
 * Closes a WebSocket politely, and for certain. Vert.x waits for the client's close frame only from
 * when its own was written; to a client that takes no data it is never written, and the connection
 * would stay for good. So the channel itself is closed when politeness takes too long.
 */
public final class SocketCloser {
  private static final long GRACE_MS = 2_000;

  private SocketCloser() {}

  /**
   * Closes.
   *
   * @param vertx for the timer; called on the socket's loop
   * @param socket may be closed already
   * @param code one of {@link CloseCodes}
   * @param reason at most 123 bytes
   */
  public static void close(Vertx vertx, ServerWebSocket socket, int code, String reason) {
    if (socket.isClosed()) {
      return;
    }
    long timer =
        vertx.setTimer(
            GRACE_MS,
            fired -> {
              var unused = ((WebSocketInternal) socket).channelHandlerContext().close();
            });
    socket.close((short) code, reason).onComplete(closed -> vertx.cancelTimer(timer));
  }

  /**
   * With which code a connection is to be closed that failed.
   *
   * @param failure what the socket's exception handler was told
   * @return empty when the connection is lost and nothing can be said any more
   */
  public static OptionalInt codeOf(Throwable failure) {
    return failure instanceof CorruptedWebSocketFrameException corrupted
        ? OptionalInt.of(corrupted.closeStatus().code())
        : OptionalInt.empty();
  }
}
