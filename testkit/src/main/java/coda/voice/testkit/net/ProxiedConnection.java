package coda.voice.testkit.net;

import coda.voice.testkit.net.Fault.Direction;
import coda.voice.testkit.net.Fault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One connection through a {@link CuttingProxy}. */
public final class ProxiedConnection {
  private final Socket client;
  private final Socket server;
  private final List<Fault> faults;
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean stalled;

  ProxiedConnection(Socket client, Socket server, List<Fault> faults) {
    this.client = client;
    this.server = server;
    this.faults = faults.stream().sorted(Comparator.comparingLong(Fault::atByte)).toList();
  }

  /** Bytes of the client that were passed on. */
  public long up() {
    return up.get();
  }

  /** Bytes of the server that were passed on. */
  public long down() {
    return down.get();
  }

  /** Whether it still stands, as far as the proxy is concerned. */
  public boolean open() {
    return over.getCount() > 0;
  }

  /** Both sides see a reset. */
  public void cut() {
    over.countDown();
    reset(client);
    reset(server);
  }

  /** From now on nothing passes, and nobody is told. */
  public void stall() {
    stalled = true;
  }

  void start() {
    Thread.ofVirtual().name("cutting-proxy-up").start(() -> pass(client, server, Direction.UP, up));
    Thread.ofVirtual()
        .name("cutting-proxy-down")
        .start(() -> pass(server, client, Direction.DOWN, down));
  }

  private void pass(Socket from, Socket to, Direction direction, AtomicLong passed) {
    List<Fault> mine = faults.stream().filter(f -> f.direction() == direction).toList();
    int next = 0;
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int count;
      while ((count = in.read(buffer)) >= 0) {
        int at = 0;
        while (next < mine.size() && mine.get(next).atByte() <= passed.get() + count - at) {
          Fault fault = mine.get(next++);
          int before = Math.toIntExact(Math.max(0, fault.atByte() - passed.get()));
          write(out, buffer, at, before, passed);
          at += before;
          if (!happens(fault.kind(), buffer, at, count)) {
            return;
          }
        }
        write(out, buffer, at, count - at, passed);
      }
      close();
    } catch (IOException e) {
      cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cut();
    }
  }

  /** Whether the connection goes on. */
  private boolean happens(Kind kind, byte[] buffer, int at, int count)
      throws IOException, InterruptedException {
    switch (kind) {
      case Kind.Cut c -> cut();
      case Kind.Close c -> close();
      case Kind.Stall s -> over.await();
      case Kind.Delay d -> {
        var unused = over.await(d.ms(), TimeUnit.MILLISECONDS);
        return open();
      }
      case Kind.Corrupt c -> {
        if (at < count) {
          buffer[at] = (byte) ~buffer[at];
        }
        return true;
      }
    }
    return false;
  }

  private void write(OutputStream out, byte[] buffer, int from, int count, AtomicLong passed)
      throws IOException, InterruptedException {
    if (stalled) {
      over.await();
    }
    if (count > 0) {
      out.write(buffer, from, count);
      passed.addAndGet(count);
    }
  }

  private void close() throws IOException {
    over.countDown();
    client.close();
    server.close();
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
