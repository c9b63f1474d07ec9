package coda.voice.gateway.coda;

import coda.voice.gateway.VertxSessionLoop;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Holds back what a client sends while a message before it is still being worked on, so that order
 * is kept although large messages are read and decoded elsewhere. The socket is paused meanwhile:
 * what the client sends waits in its own buffers. Used on the connection's loop.
 */
final class InboundGate {
  /** After so many messages at once the other connections of the loop have their turn. */
  private static final int MESSAGES_AT_ONCE = 32;

  private final ServerWebSocket socket;
  private final VertxSessionLoop loop;
  private final Executor elsewhere;

  private int held;
  private int messages;

  InboundGate(ServerWebSocket socket, VertxSessionLoop loop, Executor elsewhere) {
    this.socket = socket;
    this.loop = loop;
    this.elsewhere = elsewhere;
  }

  /** A message came. */
  void passed() {
    messages++;
    if (messages == 1) {
      loop.execute(() -> messages = 0);
    } else if (messages == MESSAGES_AT_ONCE) {
      hold();
      loop.execute(this::release);
    }
  }

  /** Nothing comes in until {@link #release}. */
  void hold() {
    if (held++ == 0) {
      socket.pause();
    }
  }

  /** The opposite of {@link #hold}; counted. */
  void release() {
    if (--held == 0) {
      socket.resume();
    }
  }

  /**
   * Works elsewhere and goes on here, with the gate closed until that is done.
   *
   * @param work may take some time; not on the loop
   * @param then gets its result, on the loop
   * @param failed gets what the work threw, on the loop
   */
  <T> void elsewhere(Callable<T> work, Consumer<T> then, Consumer<Throwable> failed) {
    hold();
    elsewhere.execute(
        () -> {
          Runnable next;
          try {
            T result = work.call();
            next = () -> then.accept(result);
          } catch (Exception | Error e) {
            next = () -> failed.accept(e);
          }
          Runnable task = next;
          loop.execute(
              () -> {
                try {
                  task.run();
                } finally {
                  release();
                }
              });
        });
  }
}
