package coda.voice.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that writes bytes, for what no decent client does. */
final class RawSocket implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RawSocket(URI server) {
    try {
      socket = new Socket(server.getHost(), server.getPort());
      socket.setSoTimeout(20_000);
      in = socket.getInputStream();
      out = socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Becomes a WebSocket that answers no pings by itself. */
  static RawSocket upgraded(URI server, String... headers) {
    RawSocket raw = new RawSocket(server);
    raw.write(
        """
        GET /ws/voice HTTP/1.1\r
        Host: localhost\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        """);
    for (String header : headers) {
      raw.write(header + "\r\n");
    }
    raw.write("\r\n");
    raw.readHead();
    return raw;
  }

  RawSocket write(String text) {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawSocket write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A masked frame of at most 125 bytes; the mask is 0, so the payload shows. */
  RawSocket frame(int opcode, byte[] payload) {
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) (0x80 | opcode);
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return write(frame);
  }

  /** The status line of an answer; its other headers are passed over. */
  String readHead() {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.substring(0, Math.max(0, head.indexOf("\r\n")));
  }

  /** Reads frames until one closes; its code, or -1 when the connection just ends. */
  int readCloseCode() {
    while (true) {
      int first = read();
      if (first < 0) {
        return -1;
      }
      int length = read();
      if (length == 126) {
        length = read() << 8 | read();
      } else if (length == 127) {
        throw new IllegalStateException("too long for a test");
      }
      byte[] payload = new byte[length];
      for (int i = 0; i < length; i++) {
        payload[i] = (byte) read();
      }
      if ((first & 0x0F) == 8) {
        return length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
      }
    }
  }

  /** Whether the server has ended the connection; waits for it. */
  boolean readToEnd() {
    while (read() >= 0) {
      // passed over
    }
    return true;
  }

  private int read() {
    try {
      return in.read();
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("The server says nothing more, but does not close either", e);
    } catch (IOException reset) {
      return -1;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
