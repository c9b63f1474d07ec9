package coda.voice.testkit.peers.http;

import coda.voice.testkit.peers.http.PeerServer.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request and the making of its response. */
public final class Exchange {
  private final Request request;
  private final Socket socket;
  private final OutputStream out;
  private final boolean last;
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile long goneAt;
  private volatile boolean finished;
  private boolean begun;

  Exchange(Request request, Socket socket, boolean last) throws IOException {
    this.request = request;
    this.socket = socket;
    this.last = last;
    this.out = socket.getOutputStream();
  }

  /** What was asked. */
  public Request request() {
    return request;
  }

  /**
   * A whole response at once.
   *
   * @param status of HTTP
   * @param type of the content
   * @param text the content
   */
  public void respond(int status, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    begun = true;
    head(status, type, "Content-Length: " + bytes.length);
    out.write(bytes);
    out.flush();
    finished = true;
  }

  /**
   * Sends the head of a response that comes in chunks, unless it was sent.
   *
   * @param type of the content
   */
  public void begin(String type) throws IOException {
    if (!begun) {
      begun = true;
      head(200, type, "Transfer-Encoding: chunked");
      out.flush();
    }
  }

  private void head(int status, String type, String more) throws IOException {
    String head =
        "HTTP/1.1 %d Peer\r\nContent-Type: %s\r\n%s%s\r\n\r\n"
            .formatted(status, type, last ? "Connection: close\r\n" : "", more);
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * One chunk, sent at once.
   *
   * @param bytes of it
   */
  public void chunk(byte[] bytes) throws IOException {
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes);
    out.write('\r');
    out.write('\n');
    out.flush();
  }

  /** The proper end of a response in chunks. */
  public void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    finished = true;
  }

  /** Half a chunk, then the end of the connection. */
  public void truncate() throws IOException {
    out.write("40\r\ndata: {\"half".getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    socket.close();
  }

  /** A TCP reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /**
   * Waits, but not longer than the client does.
   *
   * @param millis how long
   * @return whether the client is still there
   */
  public boolean pause(long millis) {
    try {
      return !gone.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether the client closed the connection while the response was being made. */
  public boolean aborted() {
    return gone.getCount() == 0 && goneAt != 0;
  }

  /** When it did, as {@link System#nanoTime}; 0 if it did not. */
  public long abortedAt() {
    return goneAt;
  }

  /** Whether the response is complete. */
  public boolean finished() {
    return finished;
  }

  void clientGone() {
    if (!finished) {
      goneAt = System.nanoTime();
    }
    gone.countDown();
  }
}
