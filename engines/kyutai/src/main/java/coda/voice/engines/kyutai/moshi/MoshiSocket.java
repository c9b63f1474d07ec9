package coda.voice.engines.kyutai.moshi;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to a Moshi: whole binary messages in both directions, and exactly one end. Nothing
 * here blocks.
 *
 * <p>The JDK's client loses an end of TCP that comes while a message is on its way to the listener.
 * Then the end is noticed when the next packet cannot be sent, 20 or 40 ms later; and where even
 * that succeeds, because only half of the connection is gone, by the sound that stays away.
 *
 * <p>It never sends pings: the Rust backend takes their payload for a message, and whether the
 * other side lives is seen from the sound it sends. Text messages, which no Moshi sends, are
 * ignored.
 */
final class MoshiSocket implements AutoCloseable {
  /** Longer than any sensible message; who sends more has gone mad. */
  private static final int LONGEST_MESSAGE = 1 << 22;

  /** How many messages may come before the first of them was taken care of. */
  private static final int AT_ONCE = 16;

  /** How long the other side may take to answer our close frame. */
  private static final long FAREWELL_MS = 1_000;

  private static final int NORMAL = 1000;

  /** Told what happens, on threads of the HTTP client; must not block. */
  interface Owner {
    /**
     * A message has come.
     *
     * @param message belongs to the owner, who calls {@link #taken} when done with it
     */
    void received(byte[] message);

    /**
     * The connection ended or never came to be. Told once, and not after {@link #close}.
     *
     * @param end why
     */
    void ended(End end);
  }

  /**
   * Why a connection ended.
   *
   * @param why for the log
   * @param status what the server answered instead of an upgrade; 0 when it was not that
   */
  record End(String why, int status) {}

  private final Owner owner;
  private final Queue<ByteBuffer> outgoing = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unsent = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable WebSocket socket;

  /**
   * Connects.
   *
   * @param http makes the connection
   * @param uri where to
   * @param within how long that may take
   * @param owner told what happens, perhaps before this returns
   */
  MoshiSocket(HttpClient http, URI uri, Duration within, Owner owner) {
    this.owner = owner;
    var unused =
        http.newWebSocketBuilder()
            .connectTimeout(within)
            .buildAsync(uri, new Ear())
            .whenComplete(
                (opened, failure) -> {
                  if (failure != null) {
                    end(described(failure));
                  } else if (over.get()) {
                    opened.abort();
                  }
                });
  }

  /** Whether the server has agreed to a WebSocket. */
  boolean opened() {
    return socket != null;
  }

  /** How many messages wait to be sent. */
  int unsent() {
    return unsent.get();
  }

  /**
   * Sends a message behind those that wait. One thread at a time, after the first message came.
   *
   * @param message must not be changed any more
   */
  void send(byte[] message) {
    outgoing.add(ByteBuffer.wrap(message));
    if (unsent.getAndIncrement() == 0) {
      sendNext();
    }
  }

  private void sendNext() {
    WebSocket now = socket;
    ByteBuffer next = outgoing.peek();
    if (now == null || next == null) {
      return;
    }
    var unused =
        now.sendBinary(next, true)
            .whenComplete(
                (ok, failure) -> {
                  if (failure != null) {
                    end(described(failure));
                    return;
                  }
                  outgoing.remove();
                  if (unsent.decrementAndGet() > 0) {
                    sendNext();
                  }
                });
  }

  /** The owner is done with a message: another may come. */
  void taken() {
    WebSocket now = socket;
    if (now != null) {
      now.request(1);
    }
  }

  /** Says good-bye. Idempotent, any thread; the owner is told nothing any more. */
  @Override
  public void close() {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    WebSocket now = socket;
    if (now == null) {
      return; // aborted when it comes to be
    }
    // Without a reason: the Rust backend takes that for a message, too.
    var unused =
        now.sendClose(NORMAL, "")
            .whenComplete(
                (ok, failure) -> {
                  if (failure != null) {
                    now.abort();
                  }
                });
    CompletableFuture.delayedExecutor(
            FAREWELL_MS, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(now::abort);
  }

  private void end(End end) {
    WebSocket now = socket;
    if (now != null) {
      now.abort();
    }
    if (over.compareAndSet(false, true)) {
      owner.ended(end);
    }
  }

  private static End described(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof WebSocketHandshakeException refused) {
      int status = refused.getResponse() == null ? 0 : refused.getResponse().statusCode();
      return new End("it answered with HTTP status " + status, status);
    }
    String message = cause.getMessage();
    return new End(cause.getClass().getSimpleName() + (message == null ? "" : ": " + message), 0);
  }

  /** What the JDK tells. */
  private final class Ear implements WebSocket.Listener {
    private byte[] begun = new byte[0];

    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      if (over.get()) {
        opened.abort();
      } else {
        opened.request(AT_ONCE);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      int before = begun.length;
      if (before + data.remaining() > LONGEST_MESSAGE) {
        end(new End("it sent a message of more than " + LONGEST_MESSAGE + " bytes", 0));
        return null;
      }
      byte[] whole = Arrays.copyOf(begun, before + data.remaining());
      data.get(whole, before, data.remaining());
      begun = last ? new byte[0] : whole;
      if (!last) {
        from.request(1);
      } else if (!over.get()) {
        owner.received(whole);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      from.request(1); // the JDK has answered it
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end(new End("it closed the connection with code " + code, 0));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(described(error));
    }
  }
}
