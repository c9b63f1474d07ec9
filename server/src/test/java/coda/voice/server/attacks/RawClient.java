package coda.voice.server.attacks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A client that writes bytes, for what no decent client does. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MS = 20_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  /**
   * Connects.
   *
   * @param port of the server on this machine
   * @param from an address of this machine to come from: {@code 127.0.0.x}
   */
  RawClient(int port, String from) {
    try {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      socket.setSoTimeout(PATIENCE_MS);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes characters up to U+00FF, a byte each. */
  RawClient write(String text) {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Writes as long as the server reads; whether all of it was taken. */
  boolean tryWrite(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A request with a Host, these lines and no body. */
  RawClient request(String line, String... headers) {
    return write(line + "\r\nHost: localhost\r\n" + lines(headers) + "\r\n");
  }

  /** Asks to become a WebSocket. */
  Answer upgrade(String... headers) {
    return upgradeAs("localhost", headers);
  }

  /** The same, under another name of the server. */
  Answer upgradeAs(String host, String... headers) {
    write(
        "GET /ws/voice HTTP/1.1\r\nHost: "
            + host
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + lines(headers)
            + "\r\n");
    return answer();
  }

  private static String lines(String... headers) {
    StringBuilder lines = new StringBuilder();
    for (String header : headers) {
      lines.append(header).append("\r\n");
    }
    return lines.toString();
  }

  /** The next answer; there must be one. */
  Answer answer() {
    return next().orElseThrow(() -> new AssertionError("The connection ended without an answer"));
  }

  /** The next answer; empty when the connection ends instead. */
  Optional<Answer> next() {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = read();
      if (next < 0) {
        return Optional.empty();
      }
      head.append((char) next);
    }
    List<String> lines = head.toString().lines().filter(line -> !line.isEmpty()).toList();
    Answer answer = new Answer(Integer.parseInt(lines.getFirst().split(" ")[1]), lines, "");
    int length =
        answer.header("content-length").stream().findFirst().map(Integer::parseInt).orElse(0);
    byte[] body = new byte[answer.status() == 101 ? 0 : length];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) read();
    }
    return Optional.of(
        new Answer(answer.status(), lines, new String(body, StandardCharsets.UTF_8)));
  }

  /** A whole message in one masked frame. */
  RawClient text(String text) {
    return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A frame whose mask is 0, so that its payload shows.
   *
   * @param first FIN, RSV and opcode
   */
  RawClient frame(int first, byte[] payload) {
    return write(framed(first, 0x80, payload));
  }

  /** The bytes of a frame; without a mask when {@code mask} is 0. */
  static byte[] framed(int first, int mask, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(mask | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(mask | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    if (mask != 0) {
      frame.writeBytes(new byte[4]);
    }
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /** Reads frames until one closes; its code, or -1 when the connection just ends. */
  int closeCode() {
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

  /** Whether the server ends the connection; waits for it. */
  boolean ends() {
    while (read() >= 0) {
      // passed over
    }
    return true;
  }

  private int read() {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
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
