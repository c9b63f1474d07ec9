package coda.voice.client;

import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.CodaCodec;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** The server's end of a WebSocket by hand (RFC 6455), so that a test can break every rule. */
public final class PeerConnection {
  static final CodaCodec CODEC = new CodaCodec();

  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final Socket socket;
  private final DataInputStream in;
  private final AtomicLong ids = new AtomicLong();

  /** How the client left: whether with a close frame, or without a word. */
  final CompletableFuture<Boolean> saidGoodbye = new CompletableFuture<>();

  /** Whether pings are answered. */
  volatile boolean answersPings = true;

  PeerConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /** Reads the request; the caller answers it. */
  String request() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  void accept(String request) throws IOException {
    String key =
        request
            .lines()
            .filter(
                line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:"))
            .map(line -> line.substring(line.indexOf(':') + 1).trim())
            .findFirst()
            .orElseThrow();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      raw(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(digest)
              + "\r\n\r\n");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  void raw(String text) throws IOException {
    write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Waits for the next whole message; empty when the client is gone. */
  Optional<Object> next() throws IOException {
    try {
      return message();
    } catch (IOException e) {
      saidGoodbye.complete(false);
      throw e;
    }
  }

  private Optional<Object> message() throws IOException {
    while (true) {
      int first = in.read();
      if (first < 0) {
        saidGoodbye.complete(false);
        return Optional.empty();
      }
      byte[] payload = payload();
      switch (first & 0x0F) {
        case TEXT -> {
          return Optional.of(new String(payload, StandardCharsets.UTF_8));
        }
        case BINARY -> {
          return Optional.of(payload);
        }
        case PING -> {
          if (answersPings) {
            frame(PONG, true, payload);
          }
        }
        case CLOSE -> {
          saidGoodbye.complete(true);
          frame(CLOSE, true, payload);
          return Optional.empty();
        }
        default -> {
          // pongs
        }
      }
    }
  }

  private byte[] payload() throws IOException {
    int length = in.readUnsignedByte() & 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    for (int at = 0; at < payload.length; at++) {
      payload[at] ^= mask[at & 3];
    }
    return payload;
  }

  public void send(ServerMessage message) throws IOException {
    answer(message, Optional.empty());
  }

  void answer(ServerMessage message, Optional<String> inReplyTo) throws IOException {
    text(
        CODEC.encodeServer(
            Envelope.of(message)
                .withMessageId("s" + ids.incrementAndGet())
                .at(1)
                .inReplyTo(inReplyTo)));
  }

  public void answer(ServerMessage message, Envelope<ClientMessage> to) throws IOException {
    answer(message, to.messageId());
  }

  public void text(String text) throws IOException {
    frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  public void binary(byte[] bytes) throws IOException {
    frame(BINARY, true, bytes);
  }

  /** Sends a message in pieces, with a ping between each two. */
  void fragments(boolean text, byte[] bytes, int size) throws IOException {
    for (int at = 0; at < bytes.length; at += size) {
      int end = Math.min(bytes.length, at + size);
      frame(
          at == 0 ? text ? TEXT : BINARY : 0,
          end == bytes.length,
          Arrays.copyOfRange(bytes, at, end));
      frame(PING, true, new byte[0]);
    }
  }

  public void close(int code, String reason) throws IOException {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    frame(
        CLOSE, true, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  /** Sends nothing more, and goes on reading, as proxies do whose server is gone. */
  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /** Breaks the connection without a word. */
  public void kill() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private void frame(int opcode, boolean last, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
    frame.put((byte) ((last ? 0x80 : 0) | opcode));
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length < 0x10000) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    write(bytes);
  }

  private synchronized void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }
}
