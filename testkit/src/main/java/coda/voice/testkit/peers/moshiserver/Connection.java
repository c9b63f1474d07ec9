package coda.voice.testkit.peers.moshiserver;

import coda.voice.testkit.peers.socket.PeerMessage;
import coda.voice.testkit.peers.socket.PeerSocket;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A WebSocket of a client: what goes out, until the fault that is planned for it; how it is kept
 * alive; and when its client is thrown out.
 */
final class Connection {
  private static final int SLOW_MS = 50;
  private static final byte[] NO_PAYLOAD = {};
  private static final byte[] GARBAGE = {(byte) 0xC1, 1, 2, 3};

  private final PeerSocket socket;
  private final Visit visit;
  private final Manner manner;
  private final Fault fault;
  private final Thread keeper;
  private int sent;
  private boolean open = true;
  private volatile boolean hanging;
  private volatile boolean slow;
  private volatile long sentNanos = System.nanoTime();
  private volatile long heardNanos = System.nanoTime();
  private volatile long binaryNanos = System.nanoTime();

  Connection(PeerSocket socket, Visit visit, Manner manner, Fault fault) {
    this.socket = socket;
    this.visit = visit;
    this.manner = manner;
    this.fault = fault;
    this.keeper = Thread.ofVirtual().name("peer-keeper").start(this::keep);
  }

  Visit visit() {
    return visit;
  }

  /** How long a step takes for this client's sake. */
  int stepMs() {
    return slow ? Math.max(SLOW_MS, manner.stepMs()) : manner.stepMs();
  }

  /** Sends what does not count towards the fault. */
  synchronized void greet(byte[] message) {
    write(message);
  }

  /** Sends a message, or fails as planned. */
  synchronized void send(byte[] message) {
    if (sent++ == fault.after() && fault.kind() != Fault.Kind.NONE && open && !hanging) {
      fail();
    }
    write(message);
  }

  private void fail() {
    try {
      switch (fault.kind()) {
        case DROPS -> end("dropped by script", socket::drop);
        case RESETS -> end("reset by script", socket::reset);
        case CLOSES -> end("closed by script", () -> socket.close(1011, "scripted"));
        case HANGS -> {
          hanging = true;
          socket.answersPings(false).answersClose(false);
        }
        case MALFORMED -> socket.binary(GARBAGE);
        case WRONG_FIELDS -> socket.binary(ServerSays.wrongFields());
        case SLOW -> slow = true;
        default -> {}
      }
    } catch (IOException gone) {
      open = false;
    }
  }

  private void write(byte[] message) {
    if (!open || hanging) {
      return;
    }
    try {
      socket.binary(message);
      sentNanos = System.nanoTime();
    } catch (IOException gone) {
      open = false;
    }
  }

  /** Waits for the next data message; empty when the client is gone. */
  Optional<PeerMessage> next() throws IOException {
    for (Optional<PeerMessage> next = socket.next(); ; next = socket.next()) {
      if (next.isEmpty()) {
        visit.ended("gone");
        return next;
      }
      heardNanos = System.nanoTime();
      switch (next.get()) {
        case PeerMessage.Ping(byte[] payload) -> visit.ping(payload.length);
        case PeerMessage.Pong pong -> visit.pong();
        case PeerMessage.Close(int code, String reason) -> {
          visit.ended("closed " + code);
          return Optional.empty();
        }
        case PeerMessage.Binary binary -> {
          if (hanging) {
            continue;
          }
          binaryNanos = heardNanos;
          return next;
        }
        case PeerMessage.Text text -> {
          return next;
        }
      }
      if (heardNanos - binaryNanos > manner.dropWithoutBinaryMs() * 1_000_000L) {
        drop("no binary message");
        return Optional.empty();
      }
    }
  }

  /** The script is over: says goodbye. */
  void close() {
    if (!hanging) {
      end("closed by the server", () -> socket.close(1000, ""));
    }
  }

  /** Ends TCP without a word. */
  void drop(String why) {
    end(why, socket::drop);
  }

  private synchronized void end(String why, Ending ending) {
    if (!open) {
      return;
    }
    open = false;
    visit.ended(why);
    try {
      ending.run();
    } catch (IOException gone) {
      visit.ended("gone");
    }
  }

  /** Whether anybody is there to hear more. */
  synchronized boolean open() {
    return open;
  }

  void stopKeeping() {
    keeper.interrupt();
  }

  private void keep() {
    while (!Thread.currentThread().isInterrupted()) {
      long now = System.nanoTime();
      long pingIn = manner.pingMs() * 1_000_000L - (now - sentNanos);
      long dropIn = manner.dropSilentMs() * 1_000_000L - (now - heardNanos);
      if (dropIn <= 0) {
        drop("silent for too long");
        return;
      }
      if (pingIn <= 0) {
        ping();
      } else {
        LockSupport.parkNanos(Math.min(pingIn, dropIn));
      }
    }
  }

  private synchronized void ping() {
    sentNanos = System.nanoTime();
    if (!open || hanging) {
      return;
    }
    try {
      socket.ping(NO_PAYLOAD);
    } catch (IOException gone) {
      open = false;
    }
  }

  private interface Ending {
    void run() throws IOException;
  }
}
