package coda.voice.testkit.peers.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on the loopback interface over bare sockets: a handler decides about every byte of the
 * response, and is told when the client goes away while it is being made. Virtual threads.
 */
public final class PeerServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closesConnections;

  /**
   * Starts on a free port.
   *
   * @param handler makes the responses; each request on a thread of its own
   */
  public PeerServer(Handler handler) {
    this.handler = handler;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("peer-accept").start(this::accept);
  }

  /** Where it listens, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** From now on every response says that its connection ends with it, and so it does. */
  public void closesConnections() {
    closesConnections = true;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        Thread.ofVirtual().name("peer").start(() -> serve(socket));
      } catch (IOException closed) {
        // close() ends the loop
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      PushbackInputStream in =
          new PushbackInputStream(new BufferedInputStream(socket.getInputStream()), 1);
      Request request = read(in);
      while (request != null) {
        Exchange exchange = new Exchange(request, socket, closesConnections);
        Thread watcher = Thread.ofVirtual().start(() -> watch(in, exchange));
        handler.handle(exchange);
        if (!exchange.finished() || closesConnections) {
          return;
        }
        watcher.join();
        request = exchange.aborted() ? null : read(in);
      }
    } catch (IOException gone) {
      // the client went away, which the exchange has noticed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** Nothing comes from a client while it waits for a response, unless it goes away. */
  private static void watch(PushbackInputStream in, Exchange exchange) {
    try {
      int next = in.read();
      if (next >= 0) {
        in.unread(next);
        return;
      }
    } catch (IOException reset) {
      // the same as an end
    }
    exchange.clientGone();
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ");
    if (words.length != 3) {
      throw new IOException("no HTTP");
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    return new Request(words[0], words[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes responses. */
  public interface Handler {
    /**
     * One request.
     *
     * @param exchange it and its response
     * @throws IOException when the client has gone
     */
    void handle(Exchange exchange) throws IOException;
  }

  /**
   * What a client asked.
   *
   * @param method of HTTP
   * @param path with its query
   * @param headers names in lower case
   * @param body as text
   */
  public record Request(String method, String path, Map<String, String> headers, String body) {
    /** Copies the headers. */
    public Request {
      headers = Map.copyOf(headers);
    }
  }
}
