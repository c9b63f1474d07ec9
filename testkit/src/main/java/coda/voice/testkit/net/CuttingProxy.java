package coda.voice.testkit.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A TCP proxy on the loopback that does to each connection what a test has planned: cut, close,
 * stall, delay or corrupt it after so many bytes in either direction. A connection for which
 * nothing was planned passes everything.
 *
 * <p>Threads are virtual and end with {@link #close}. May be used from any thread.
 */
public final class CuttingProxy implements AutoCloseable {
  private final InetSocketAddress target;
  private final ServerSocket door;
  private final Queue<List<Fault>> plans = new ArrayDeque<>();
  private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
  private final AtomicBoolean refusing = new AtomicBoolean();

  private CuttingProxy(InetSocketAddress target) {
    this.target = target;
    try {
      this.door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("cutting-proxy").start(this::accept);
  }

  /**
   * Listens on a free port and passes on to a server of this machine.
   *
   * @param port of the server
   */
  public static CuttingProxy to(int port) {
    return new CuttingProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** The port it listens on. */
  public int port() {
    return door.getLocalPort();
  }

  /**
   * Plans what happens to the next connection for which nothing is planned yet.
   *
   * @param faults in any order; of one direction and byte, the first counts
   */
  public void plan(Fault... faults) {
    synchronized (plans) {
      plans.add(List.of(faults));
    }
  }

  /** Resets all connections that are open. */
  public void cutAll() {
    connections.forEach(ProxiedConnection::cut);
  }

  /** From now on nothing passes over the connections that are open, and nobody is told. */
  public void stallAll() {
    connections.forEach(ProxiedConnection::stall);
  }

  /**
   * Whether new connections are reset at once.
   *
   * @param refuse from now on
   */
  public void refuse(boolean refuse) {
    refusing.set(refuse);
  }

  /** All connections there ever were, in the order in which they came. */
  public List<ProxiedConnection> connections() {
    return List.copyOf(connections);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        take(client);
      } catch (IOException e) {
        // The door was closed, or the client was gone before it came in.
      }
    }
  }

  private void take(Socket client) throws IOException {
    if (refusing.get()) {
      ProxiedConnection.reset(client);
      return;
    }
    List<Fault> faults;
    synchronized (plans) {
      List<Fault> next = plans.poll();
      faults = next == null ? List.of() : next;
    }
    Socket server = new Socket();
    try {
      server.connect(target);
    } catch (IOException e) {
      ProxiedConnection.reset(client);
      server.close();
      return;
    }
    ProxiedConnection connection = new ProxiedConnection(client, server, faults);
    connections.add(connection);
    connection.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutAll();
  }
}
