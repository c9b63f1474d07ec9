package coda.voice.engines.kyutai.transport;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. What is sent goes out in order, one message at a time, from any thread and without
 * blocking. Pings of the server are answered by the JDK; ours are empty, because some servers take
 * the payload of a ping for a message.
 *
 * <p>Reading is asked for: at most one message is under way to the listener, so a listener that
 * calls {@link #next} when it is done bounds what the server can pile up here.
 */
public final class Wire {
  private static final int MAX_MESSAGE_BYTES = 4 << 20;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final WireListener listener;
  private final long maxWaitingBytes;
  private final Opener opener;
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();

  /** What waits or is under way, and one more until the connection is open. */
  private final AtomicInteger pending = new AtomicInteger(1);

  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable WebSocket socket;
  private volatile long heardNanos = System.nanoTime();

  Wire(WireListener listener, long maxWaitingBytes, Opener opener) {
    this.listener = listener;
    this.maxWaitingBytes = maxWaitingBytes;
    this.opener = opener;
  }

  /** How the connection is made. */
  interface Opener {
    CompletableFuture<WebSocket> open(WebSocket.Listener receiver);
  }

  /** Something that goes out; all under way at a time is one of them. */
  private sealed interface Outgoing {
    record Binary(byte[] bytes) implements Outgoing {}

    record Ping() implements Outgoing {}

    record Close() implements Outgoing {}
  }

  /** Opens the connection, once. Returns at once; what is sent before it is open goes out then. */
  public void connect() {
    opener
        .open(new Receiver())
        .whenComplete(
            (opened, failure) -> {
              if (failure != null) {
                end(WireEnd.ofHandshake(failure));
              }
            });
  }

  /**
   * Sends a binary message after all those before it. Dropped once the connection is over.
   *
   * @param message not changed afterwards
   * @return false when more waits than may: the server does not read any more
   */
  public boolean send(byte[] message) {
    if (over.get()) {
      return true;
    }
    if (waitingBytes.addAndGet(message.length) > maxWaitingBytes) {
      waitingBytes.addAndGet(-message.length);
      return false;
    }
    enqueue(new Outgoing.Binary(message));
    return true;
  }

  /** Sends an empty ping. */
  public void ping() {
    enqueue(new Outgoing.Ping());
  }

  /**
   * Says goodbye (code 1000) after everything sent before it; the listener is told when it ends.
   */
  public void close() {
    enqueue(new Outgoing.Close());
  }

  /** Breaks the connection at once; the listener is told nothing more. Idempotent, any thread. */
  public void abort() {
    over.set(true);
    release();
  }

  /** Lets the listener have one more message. */
  public void next() {
    WebSocket open = socket;
    if (open != null) {
      open.request(1);
    }
  }

  /** How long ago anything came, control frames included, in milliseconds. */
  public long silentMs() {
    return (System.nanoTime() - heardNanos) / 1_000_000;
  }

  private void enqueue(Outgoing message) {
    if (over.get()) {
      return;
    }
    outgoing.add(message);
    if (pending.getAndIncrement() == 0) {
      sendNext();
    }
  }

  /** Called by whoever made {@link #pending} positive: one send is under way, never two. */
  private void sendNext() {
    WebSocket open = socket;
    Outgoing next = outgoing.peek();
    if (open == null || next == null) {
      throw new IllegalStateException("sending without a connection or a message");
    }
    CompletableFuture<WebSocket> sending =
        switch (next) {
          case Outgoing.Binary binary -> open.sendBinary(ByteBuffer.wrap(binary.bytes()), true);
          case Outgoing.Ping ping -> open.sendPing(NOTHING.duplicate());
          case Outgoing.Close close -> open.sendClose(WebSocket.NORMAL_CLOSURE, "");
        };
    sending.whenComplete((sent, failure) -> sent(next, failure));
  }

  private void sent(Outgoing message, @Nullable Throwable failure) {
    if (failure != null) {
      end(new WireEnd.Broken("sending failed: " + failure));
      return;
    }
    outgoing.remove();
    if (message instanceof Outgoing.Binary binary) {
      waitingBytes.addAndGet(-binary.bytes().length);
    }
    if (pending.decrementAndGet() > 0) {
      sendNext();
    }
  }

  private void opened(WebSocket opened) {
    heardNanos = System.nanoTime();
    socket = opened;
    if (over.get()) {
      release();
      return;
    }
    listener.onOpen();
    if (pending.decrementAndGet() > 0) {
      sendNext();
    }
    opened.request(1);
  }

  private void end(WireEnd end) {
    if (over.compareAndSet(false, true)) {
      listener.onEnd(end);
    }
    if (!(end instanceof WireEnd.Closed)) {
      release(); // a close frame is answered by the JDK, which then closes by itself
    }
  }

  private void release() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  private final class Receiver implements WebSocket.Listener {
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();

    @Override
    public void onOpen(WebSocket opened) {
      opened(opened);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      heardNanos = System.nanoTime();
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      if (fragments.size() + bytes.length > MAX_MESSAGE_BYTES) {
        end(new WireEnd.Broken("a message of more than " + MAX_MESSAGE_BYTES + " bytes"));
        return null;
      }
      if (!last) {
        fragments.writeBytes(bytes);
        from.request(1);
        return null;
      }
      if (fragments.size() > 0) {
        fragments.writeBytes(bytes);
        bytes = fragments.toByteArray();
        fragments.reset();
      }
      if (!over.get()) {
        listener.onMessage(bytes);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      return unasked(from);
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer payload) {
      return unasked(from);
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
      return unasked(from);
    }

    private @Nullable CompletionStage<?> unasked(WebSocket from) {
      heardNanos = System.nanoTime();
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      // 1006 is what the JDK calls a connection that ended without a close frame.
      end(
          code == 1006
              ? new WireEnd.Broken("it ended without a close frame")
              : new WireEnd.Closed(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(new WireEnd.Broken(error.toString()));
    }
  }
}
