package coda.voice.testkit.peers.socket;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

/** The bytes of one connection, with or without TLS, and the ways in which it can end. */
final class Wire {
  private final Socket tcp;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean dropped;

  /**
   * A connection.
   *
   * @param tcp the socket that was accepted
   * @param socket what is spoken over: the same, or TLS on top of it
   */
  Wire(Socket tcp, Socket socket) throws IOException {
    this.tcp = tcp;
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = socket.getOutputStream();
  }

  DataInputStream in() {
    return in;
  }

  void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      out.write(bytes);
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  /**
   * Ends TCP without a word of any protocol above it. Reading ends, too, so that the script returns
   * and the socket goes away as it does when a process dies.
   */
  synchronized void drop() throws IOException {
    if (!dropped && !tcp.isClosed()) {
      dropped = true;
      tcp.shutdownOutput();
      tcp.shutdownInput();
    }
  }

  void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  /** Closes when the script is over. */
  void end() throws IOException {
    if (!tcp.isClosed() && !dropped) {
      socket.close();
    }
    tcp.close();
  }
}
