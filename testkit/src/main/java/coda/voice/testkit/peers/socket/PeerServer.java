package coda.voice.testkit.peers.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a free port of the loopback interface and runs a {@link PeerScript} for every
 * connection. One request per connection: a plain answer closes it.
 */
public final class PeerServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeerServer.class);
  private static final int BACKLOG = 100;

  private final PeerScript script;
  private final @Nullable SSLContext tls;
  private final ServerSocket server;
  private final Thread acceptor;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Starts a server without TLS.
   *
   * @param script what it does with a connection
   */
  public PeerServer(PeerScript script) throws IOException {
    this(script, null, 0);
  }

  /**
   * Starts a server.
   *
   * @param script what it does with a connection
   * @param tls whose key it shows, or null for plain connections; see {@link SelfSigned}
   * @param port where it listens, 0 for any free one
   */
  public PeerServer(PeerScript script, @Nullable SSLContext tls, int port) throws IOException {
    this.script = script;
    this.tls = tls;
    this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    this.acceptor = Thread.ofVirtual().name("peer-accept").start(this::acceptAll);
  }

  /** The port it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * An address on it, {@code ws} or {@code wss}.
   *
   * @param path begins with a slash, may have a query
   */
  public URI uri(String path) {
    return URI.create((tls == null ? "ws" : "wss") + "://localhost:" + port() + path);
  }

  /** How many connections are open. */
  public int connections() {
    return sockets.size();
  }

  private void acceptAll() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread thread = Thread.ofVirtual().name("peer").unstarted(() -> serve(socket));
        threads.add(thread);
        thread.start();
      } catch (IOException e) {
        if (!closed) {
          log.warn("A connection could not be accepted: {}", e.toString());
        }
      }
    }
  }

  private void serve(Socket tcp) {
    try (tcp) {
      tcp.setTcpNoDelay(true);
      Wire wire = new Wire(tcp, tls == null ? tcp : secured(tcp, tls));
      var request = PeerRequest.read(wire);
      if (request.isPresent()) {
        script.serve(request.get());
        wire.end();
      }
    } catch (IOException e) {
      log.debug("A client is gone: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | AssertionError e) {
      if (!closed) {
        log.error("The script of a peer failed", e);
      }
    } finally {
      sockets.remove(tcp);
      threads.remove(Thread.currentThread());
    }
  }

  private static SSLSocket secured(Socket tcp, SSLContext tls) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(tcp, tcp.getInetAddress().getHostAddress(), tcp.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  /** Ends every connection and waits for the scripts. Idempotent. */
  @Override
  public void close() {
    closed = true;
    closeQuietly(server);
    try {
      acceptor.join(); // or the port would still take connections for a moment
      for (Socket socket : sockets) {
        closeQuietly(socket);
      }
      for (Thread thread : threads) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      log.debug("Closing failed: {}", e.toString());
    }
  }
}
