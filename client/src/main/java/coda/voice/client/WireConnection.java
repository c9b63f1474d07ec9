package coda.voice.client;

import coda.voice.protocol.coda.CloseCode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of the JDK: whole messages instead of fragments, sends one after the other, one
 * end.
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

  private final Receiver receiver;
  private final int maxBytes;
  private final CompletableFuture<End> ended = new CompletableFuture<>();
  private final ReentrantLock sending = new ReentrantLock();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile @Nullable WebSocket socket;
  private volatile long lastReceived = System.nanoTime();

  private WireConnection(Receiver receiver, int maxBytes) {
    this.receiver = receiver;
    this.maxBytes = maxBytes;
  }

  /**
   * Connects.
   *
   * @param givenUp completes when nobody wants the connection any more
   */
  static WireConnection open(
      HttpClient http,
      URI uri,
      Duration timeout,
      int maxBytes,
      Receiver receiver,
      CompletableFuture<?> givenUp) {
    WireConnection connection = new WireConnection(receiver, maxBytes);
    CompletableFuture<WebSocket> opening =
        http.newWebSocketBuilder().connectTimeout(timeout).buildAsync(uri, connection);
    CompletableFuture<Object> first = CompletableFuture.anyOf(opening, givenUp);
    try {
      first.get(timeout.toNanos() + TimeUnit.SECONDS.toNanos(1), TimeUnit.NANOSECONDS);
      if (!givenUp.isDone()) {
        connection.socket = opening.get();
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
    throw new ClientException(ClientException.CLOSED, "The client was closed while it connected");
  }

  private static void abandon(CompletableFuture<WebSocket> opening) {
    var _ = opening.thenAccept(WebSocket::abort);
  }

  private static ClientException failed(URI uri, Throwable why) {
    if (why instanceof WebSocketHandshakeException handshake) {
      int status = handshake.getResponse().statusCode();
      return new ClientException(
          status == 401 || status == 403 ? ClientException.AUTHENTICATION : ClientException.REFUSED,
          uri + " answered with HTTP status " + status + " instead of a WebSocket",
          why,
          retryAfterMs(handshake));
    }
    String detail = why.getMessage() == null ? "" : " (" + why.getMessage() + ")";
    return new ClientException(ClientException.UNREACHABLE, "No server at " + uri + detail, why);
  }

  private static OptionalLong retryAfterMs(WebSocketHandshakeException handshake) {
    return handshake.getResponse().headers().firstValue("Retry-After").stream()
        .filter(value -> value.matches("\\d{1,6}"))
        .mapToLong(seconds -> Long.parseLong(seconds) * 1000)
        .findFirst();
  }

  CompletableFuture<End> ended() {
    return ended;
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
      if (to == null || ended.isDone()) {
        throw lost("it has ended");
      }
      CompletableFuture.anyOf(message.to(to), ended).get();
      if (ended.isDone()) {
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
        ClientException.CONNECTION_LOST, "The connection to the server was lost: " + why);
  }

  /** Asks for a sign of life. */
  void ping() {
    WebSocket to = socket;
    if (to != null && !ended.isDone()) {
      var _ = to.sendPing(ByteBuffer.allocate(0));
    }
  }

  /** Says goodbye, waits a little for the answer, and is gone in any case. */
  void close(Duration patience) {
    WebSocket to = socket;
    if (to != null && !ended.isDone()) {
      var _ = to.sendClose(WebSocket.NORMAL_CLOSURE, "");
      Waiting.done(ended, patience);
    }
    abort("closed");
  }

  /** Ends without goodbye. */
  void abort(String reason) {
    ended.complete(new End(End.BROKEN, reason));
    WebSocket to = socket;
    if (to != null) {
      to.abort();
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
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
      receiver.text(message);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    lastReceived = System.nanoTime();
    if (tooLong(bytes.size() + data.remaining())) {
      return null;
    }
    if (last && bytes.size() == 0) {
      receiver.binary(data);
    } else {
      byte[] part = new byte[data.remaining()];
      data.get(part);
      bytes.writeBytes(part);
      if (last) {
        byte[] message = bytes.toByteArray();
        bytes.reset();
        receiver.binary(ByteBuffer.wrap(message));
      }
    }
    from.request(1);
    return null;
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
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
    lastReceived = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended.complete(new End(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable problem) {
    ended.complete(new End(End.BROKEN, String.valueOf(problem.getMessage())));
  }
}
