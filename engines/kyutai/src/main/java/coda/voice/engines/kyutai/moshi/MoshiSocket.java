package coda.voice.engines.kyutai.moshi;

import coda.voice.engines.kyutai.transport.Wire;
import coda.voice.engines.kyutai.transport.WireClient;
import coda.voice.engines.kyutai.transport.WireEnd;
import coda.voice.engines.kyutai.transport.WireListener;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One WebSocket to a Moshi: whole binary messages in both directions, and exactly one end. Nothing
 * here blocks.
 *
 * <p>It never sends pings: whether the other side lives is seen from the sound it sends.
 */
final class MoshiSocket implements AutoCloseable {
  /** How many messages may come before the first of them was taken care of. */
  private static final int AT_ONCE = 16;

  /** How long the other side may take to answer our close frame. */
  private static final long FAREWELL_MS = 1_000;

  /** Told what happens, on threads of the connection; must not block. */
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
     * @param why for the log
     */
    void ended(String why);
  }

  private final Owner owner;
  private final Wire wire;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean opened;

  /**
   * Connects.
   *
   * @param wires makes the connection
   * @param uri where to
   * @param owner told what happens, perhaps before this returns
   */
  MoshiSocket(WireClient wires, URI uri, Owner owner) {
    this.owner = owner;
    this.wire = wires.wire(uri, Map.of(), new Ear());
    for (int i = 1; i < AT_ONCE; i++) {
      wire.next();
    }
    wire.connect();
  }

  /** Whether the server has agreed to a WebSocket. */
  boolean opened() {
    return opened;
  }

  /**
   * Sends a message behind those that wait. One thread at a time, after the first message came.
   *
   * @param message must not be changed any more
   */
  void send(byte[] message) {
    if (!wire.send(message)) {
      end("it takes nothing any more");
      wire.abort();
    }
  }

  /** The owner is done with a message: another may come. */
  void taken() {
    wire.next();
  }

  /** Says good-bye. Idempotent, any thread; the owner is told nothing any more. */
  @Override
  public void close() {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    if (!opened) {
      wire.abort();
      return;
    }
    wire.close();
    CompletableFuture.delayedExecutor(
            FAREWELL_MS, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(wire::abort);
  }

  private void end(String why) {
    if (over.compareAndSet(false, true)) {
      owner.ended(why);
    }
  }

  /** What the connection tells. */
  private final class Ear implements WireListener {
    @Override
    public void onOpen() {
      opened = true;
      if (over.get()) {
        wire.abort(); // it was closed in the meantime
      }
    }

    @Override
    public void onMessage(byte[] message) {
      if (!over.get()) {
        owner.received(message);
      }
    }

    @Override
    public void onEnd(WireEnd end) {
      end(
          switch (end) {
            case WireEnd.Refused(int status) -> "it answered with HTTP status " + status;
            case WireEnd.Unreachable(String why) -> why;
            case WireEnd.Closed(int code, String reason) ->
                "it closed the connection with code " + code;
            case WireEnd.Broken(String why) -> why;
          });
    }
  }
}
