package coda.voice.client;

import static coda.voice.client.ClientError.CLIENT_AUTHENTICATION;
import static coda.voice.client.ClientError.CLIENT_CLOSED;
import static coda.voice.client.ClientError.CLIENT_CONNECTION_LOST;
import static coda.voice.client.ClientError.CLIENT_REFUSED;
import static coda.voice.client.ClientError.CLIENT_UNREACHABLE;
import static coda.voice.client.ClientError.CLIENT_UNTRUSTED;

import coda.voice.protocol.coda.CloseCode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of the JDK: whole messages instead of fragments, sends one after the other, one
 * end.
 *
 * <p>The JDK (25 and before) forgets that the peer is gone when it learns of it while a callback
 * runs or while nothing is asked for. So everything is asked for at once, callbacks only put
 * messages into a bounded inbox, and a thread of ours delivers them. What slips through
 * nevertheless is found by {@link Link#watch}.
 */
final class WireConnection implements WebSocket.Listener {
  /** Told what arrives. */
  interface Receiver {
    void text(String message);

    void binary(ByteBuffer message);
  }

  /**
   * How it ended.
   *
   * @param code of the WebSocket; 1006 when it just broke
   */
  record End(int code, String reason) {
    static final int BROKEN = 1006;
  }

  private static final int INBOX = 64;

  /** What waits to be delivered. */
  private sealed interface Incoming {
    record Text(String message) implements Incoming {}

    record Binary(ByteBuffer message) implements Incoming {}

    /** Nothing follows. */
    record Last(End end) implements Incoming {}
  }

  private final Receiver receiver;
  private final int maxBytes;
  private final CompletableFuture<End> down = new CompletableFuture<>();
  private final CompletableFuture<End> ended = new CompletableFuture<>();
  private final LinkedBlockingQueue<Incoming> inbox = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(INBOX);
  private final ReentrantLock sending = new ReentrantLock();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile @Nullable WebSocket socket;
  private volatile long lastReceived = System.nanoTime();

  private WireConnection(Receiver receiver, int maxBytes) {
    this.receiver = receiver;
    this.maxBytes = maxBytes;
    var _ = down.thenAccept(end -> inbox.add(new Incoming.Last(end)));
  }

  /**
   * Connects.
   *
   * @param token shown with the upgrade, if there is one
   * @param givenUp completes when nobody wants the connection any more
   */
  static WireConnection open(
      HttpClient http,
      URI uri,
      Optional<String> token,
      Duration timeout,
      int maxBytes,
      Receiver receiver,
      ThreadFactory threads,
      CompletableFuture<?> givenUp) {
    WireConnection connection = new WireConnection(receiver, maxBytes);
    WebSocket.Builder upgrade = http.newWebSocketBuilder().connectTimeout(timeout);
    token.ifPresent(secret -> upgrade.header("Authorization", "Bearer " + secret));
    CompletableFuture<WebSocket> opening = upgrade.buildAsync(uri, connection);
    CompletableFuture<Object> first = CompletableFuture.anyOf(opening, givenUp);
    try {
      first.get(timeout.toNanos() + TimeUnit.SECONDS.toNanos(1), TimeUnit.NANOSECONDS);
      if (!givenUp.isDone()) {
        connection.socket = opening.get();
        threads.newThread(connection::deliver).start();
        return connection;
      }
    } catch (ExecutionException e) {
      throw failed(uri, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      abandon(opening);
      throw failed(uri, e);
    } catch (InterruptedException e) {
      abandon(opening);
      throw Waiting.interrupted(e);
    }
    abandon(opening);
    throw new ClientException(CLIENT_CLOSED, "The client was closed while it connected");
  }

  private static void abandon(CompletableFuture<WebSocket> opening) {
    var _ = opening.thenAccept(WebSocket::abort);
  }

  private static ClientException failed(URI uri, Throwable why) {
    if (why instanceof WebSocketHandshakeException handshake) {
      int status = handshake.getResponse().statusCode();
      return new ClientException(
          status == 401 || status == 403 ? CLIENT_AUTHENTICATION : CLIENT_REFUSED,
          uri + " answered with HTTP status " + status + " instead of a WebSocket",
          why,
          retryAfterMs(handshake));
    }
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new ClientException(
            CLIENT_UNTRUSTED, "No trusted TLS with " + uri + ": " + cause.getMessage(), why);
      }
    }
    String detail = why.getMessage() == null ? "" : " (" + why.getMessage() + ")";
    return new ClientException(CLIENT_UNREACHABLE, "No server at " + uri + detail, why);
  }

  private static OptionalLong retryAfterMs(WebSocketHandshakeException handshake) {
    return handshake.getResponse().headers().firstValue("Retry-After").stream()
        .filter(value -> value.matches("\\d{1,6}"))
        .mapToLong(seconds -> Long.parseLong(seconds) * 1000)
        .findFirst();
  }

  private void deliver() {
    try {
      while (true) {
        switch (inbox.take()) {
          case Incoming.Text text -> receiver.text(text.message());
          case Incoming.Binary binary -> receiver.binary(binary.message());
          case Incoming.Last last -> {
            ended.complete(last.end());
            return;
          }
        }
        room.release();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the delivery", e);
    }
  }

  /** Completes when the connection is gone and all that came over it was delivered. */
  CompletableFuture<End> ended() {
    return ended;
  }

  /** Completes when the connection is gone. */
  CompletableFuture<End> down() {
    return down;
  }

  void whenEnded(Consumer<End> action) {
    var _ = ended.thenAccept(action);
  }

  /** Nanoseconds, by {@link System#nanoTime}, of the last sign of life. */
  long lastReceived() {
    return lastReceived;
  }

  /** Sends; waits until the socket has taken it or has ended. */
  void send(String message) {
    send(socket -> socket.sendText(message, true));
  }

  /** Sends; waits until the socket has taken it or has ended. */
  void send(byte[] message) {
    send(socket -> socket.sendBinary(ByteBuffer.wrap(message), true));
  }

  private interface Send {
    CompletableFuture<WebSocket> to(WebSocket socket);
  }

  private void send(Send message) {
    WebSocket to = socket;
    sending.lock();
    try {
      if (to == null || down.isDone()) {
        throw lost("it has ended");
      }
      CompletableFuture.anyOf(message.to(to), down).get();
      if (down.isDone()) {
        throw lost("it ended while a message was sent");
      }
    } catch (ExecutionException e) {
      abort("sending failed: " + e.getCause());
      throw lost(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      abort("interrupted while sending");
      throw Waiting.interrupted(e);
    } finally {
      sending.unlock();
    }
  }

  private static ClientException lost(String why) {
    return new ClientException(
        CLIENT_CONNECTION_LOST, "The connection to the server was lost: " + why);
  }

  /** Asks for a sign of life. */
  void ping() {
    WebSocket to = socket;
    if (to != null && !down.isDone()) {
      var _ =
          to.sendPing(ByteBuffer.allocate(0))
              .exceptionally(
                  why -> {
                    abort("the connection takes no ping: " + why.getMessage());
                    return to;
                  });
    }
  }

  /** Says goodbye, waits a little for the answer, and is gone in any case. */
  void close(Duration patience) {
    WebSocket to = socket;
    if (to != null && !down.isDone()) {
      var _ = to.sendClose(WebSocket.NORMAL_CLOSURE, "");
      Waiting.done(down, patience);
    }
    abort("closed");
  }

  private void goDown(End end) {
    down.complete(end);
    room.release(INBOX); // a callback that waits for room has nothing to wait for any more
  }

  /** Ends without goodbye. */
  void abort(String reason) {
    goDown(new End(End.BROKEN, reason));
    WebSocket to = socket;
    if (to != null) {
      to.abort();
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(Long.MAX_VALUE); // a full inbox holds the socket back
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    lastReceived = System.nanoTime();
    if (tooLong(text.length() + data.length())) {
      return null;
    }
    text.append(data);
    if (last) {
      String message = text.toString();
      text.setLength(0);
      put(new Incoming.Text(message));
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    lastReceived = System.nanoTime();
    if (tooLong(bytes.size() + data.remaining())) {
      return null;
    }
    byte[] part = new byte[data.remaining()];
    data.get(part);
    bytes.writeBytes(part);
    if (last) {
      byte[] message = bytes.toByteArray();
      bytes.reset();
      put(new Incoming.Binary(ByteBuffer.wrap(message)));
    }
    return null;
  }

  private void put(Incoming message) {
    room.acquireUninterruptibly();
    inbox.add(message);
  }

  private boolean tooLong(int length) {
    if (length <= maxBytes) {
      return false;
    }
    WebSocket to = socket;
    if (to != null) {
      var _ = to.sendClose(CloseCode.TOO_BIG.code(), "message too big");
    }
    abort("the server sent a message of more than " + maxBytes + " bytes");
    return true;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
    lastReceived = System.nanoTime();
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
    lastReceived = System.nanoTime();
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    goDown(new End(code, reason));
    if (code == End.BROKEN) {
      // Nobody closed it, it is lost. The JDK would answer that with a close frame of code 1000,
      // which tells a server that still reads not to wait for us.
      from.abort();
    }
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable problem) {
    goDown(new End(End.BROKEN, String.valueOf(problem.getMessage())));
  }
}
