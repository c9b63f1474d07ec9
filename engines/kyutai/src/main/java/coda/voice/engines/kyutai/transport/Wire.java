package coda.voice.engines.kyutai.transport;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket. What is sent goes out in order, from any thread and without blocking. Pings of the
 * server are answered; ours are empty, because some servers take the payload of a ping for a
 * message.
 *
 * <p>Reading is asked for: the listener is given one message and the next only after {@link #next},
 * so that a server cannot pile anything up here. One thread reads and one writes.
 */
public final class Wire {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
  private static final long MAX_WAITING_BYTES = 8 << 20;
  private static final int NO_CODE = 1005;
  private static final byte[] NOTHING = {};
  private static final byte[] NORMAL = {(byte) (1000 >> 8), (byte) (1000 & 0xFF)};

  private final Route route;
  private final Map<String, String> headers;
  private final Executor executor;
  private final WireListener listener;
  private final Socket tcp = new Socket();
  private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Semaphore wanted = new Semaphore(1);
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean goodbyeSaid;
  private volatile long heardNanos = System.nanoTime();

  /** A frame; nothing goes out after a close frame. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Outgoing(int opcode, byte[] payload) {}

  Wire(Route route, Map<String, String> headers, Executor executor, WireListener listener) {
    this.route = route;
    this.headers = Map.copyOf(headers);
    this.executor = executor;
    this.listener = listener;
  }

  /** Opens the connection, once. Returns at once; what is sent before it is open goes out then. */
  public void connect() {
    start(this::live);
  }

  private void start(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException stopping) {
      end(new WireEnd.Broken("we are stopping"));
    }
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
    if (waitingBytes.addAndGet(message.length) > MAX_WAITING_BYTES) {
      waitingBytes.addAndGet(-message.length);
      return false;
    }
    outgoing.add(new Outgoing(Frames.BINARY, message));
    return true;
  }

  /** Sends an empty ping. */
  public void ping() {
    outgoing.add(new Outgoing(Frames.PING, NOTHING));
  }

  /**
   * Says goodbye (code 1000) after everything sent before it; the listener is told when it ends.
   */
  public void close() {
    outgoing.add(new Outgoing(Frames.CLOSE, NORMAL));
  }

  /** Breaks the connection at once; the listener is told nothing more. Idempotent, any thread. */
  public void abort() {
    over.set(true);
    release();
  }

  /** Lets the listener have one more message. */
  public void next() {
    wanted.release();
  }

  /** How long ago anything came, control frames included, in milliseconds. */
  public long silentMs() {
    return (System.nanoTime() - heardNanos) / 1_000_000;
  }

  private void end(WireEnd end) {
    if (over.compareAndSet(false, true)) {
      listener.onEnd(end);
    }
    release();
  }

  /** Closes TCP, not what is above it: TLS would wait for its turn to say goodbye. */
  private void release() {
    outgoing.add(new Outgoing(Frames.CLOSE, NOTHING)); // or the writer would wait for ever
    wanted.release();
    try {
      tcp.close();
    } catch (IOException e) {
      LOG.debug("Closing failed: {}", e.toString());
    }
  }

  private void live() {
    DataInputStream in;
    try {
      route.connect(tcp);
      Socket socket = route.secured(tcp);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16 * 1024));
      int status = OpeningHandshake.perform(route, headers, in, socket.getOutputStream());
      if (status != OpeningHandshake.SWITCHED) {
        end(new WireEnd.Refused(status));
        return;
      }
      OutputStream out = socket.getOutputStream();
      start(() -> write(out));
    } catch (IOException e) {
      end(new WireEnd.Unreachable(e.toString()));
      return;
    }
    heardNanos = System.nanoTime();
    if (!over.get()) {
      listener.onOpen();
      read(new Frames(in));
    }
  }

  private void read(Frames frames) {
    try {
      while (!over.get()) {
        Frames.Message message = frames.read();
        heardNanos = System.nanoTime();
        switch (message.opcode()) {
          case Frames.BINARY -> deliver(message.payload());
          case Frames.PING -> outgoing.add(new Outgoing(Frames.PONG, message.payload()));
          case Frames.CLOSE -> {
            closed(message.payload());
            return;
          }
          default -> {} // pongs, and text that no server of ours sends
        }
      }
    } catch (EOFException e) {
      end(new WireEnd.Broken("it ended without a close frame"));
    } catch (IOException e) {
      end(new WireEnd.Broken(String.valueOf(e.getMessage())));
    }
  }

  private void deliver(byte[] message) {
    wanted.acquireUninterruptibly();
    if (!over.get()) {
      listener.onMessage(message);
    }
  }

  /** Answers a close frame with its code, after what waits to be sent; whoever is last closes. */
  private void closed(byte[] payload) {
    int length = Math.min(2, payload.length);
    int code = length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    String reason = new String(payload, length, payload.length - length, StandardCharsets.UTF_8);
    boolean first = over.compareAndSet(false, true);
    outgoing.add(
        new Outgoing(Frames.CLOSE, length < 2 ? NOTHING : new byte[] {payload[0], payload[1]}));
    if (first) {
      listener.onEnd(new WireEnd.Closed(code, reason));
    }
    if (goodbyeSaid) {
      release();
    }
  }

  private void write(OutputStream out) {
    try {
      Outgoing next;
      do {
        next = outgoing.take();
        out.write(Frames.written(next.opcode(), next.payload()));
        out.flush();
        if (next.opcode() == Frames.BINARY) {
          waitingBytes.addAndGet(-next.payload().length);
        }
      } while (next.opcode() != Frames.CLOSE);
      goodbyeSaid = true;
      if (over.get()) {
        release();
      }
    } catch (IOException e) {
      // The reader tells the end, after what may still be there to read.
      LOG.debug("Sending failed: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(new WireEnd.Broken("we are stopping"));
    }
  }
}
