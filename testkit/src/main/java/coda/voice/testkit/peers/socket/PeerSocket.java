package coda.voice.testkit.peers.socket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * The server's end of a WebSocket. One thread reads; any thread sends.
 *
 * <p>As strict as RFC 6455 asks of a server: a client's frames that are not masked, have reserved
 * bits or are out of order end the connection with code 1002, a message that is too long with 1009.
 */
public final class PeerSocket {
  /** A fragment that continues a message. */
  public static final int CONTINUATION = 0;

  /** A text frame. */
  public static final int TEXT = 1;

  /** A binary frame. */
  public static final int BINARY = 2;

  /** A close frame. */
  public static final int CLOSE = 8;

  /** A ping. */
  public static final int PING = 9;

  /** A pong. */
  public static final int PONG = 10;

  private static final int NO_CODE = 1005;
  private static final byte[] NOTHING = {};

  private final PeerRequest request;
  private final Wire wire;
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private int fragmented = CONTINUATION;
  private int maxMessageBytes = 4 << 20;
  private volatile boolean answersPings = true;
  private volatile boolean answersClose = true;
  private boolean finished;

  PeerSocket(PeerRequest request, Wire wire) {
    this.request = request;
    this.wire = wire;
  }

  /** The request it began with. */
  public PeerRequest request() {
    return request;
  }

  /**
   * Whether pings are answered by themselves (the default).
   *
   * @param answers false for a server that hangs
   */
  public PeerSocket answersPings(boolean answers) {
    answersPings = answers;
    return this;
  }

  /**
   * Whether close frames are answered by themselves (the default).
   *
   * @param answers false for a server that hangs
   */
  public PeerSocket answersClose(boolean answers) {
    answersClose = answers;
    return this;
  }

  /**
   * How long a message may be before the connection is closed with code 1009.
   *
   * @param bytes the most, 4 MiB unless told otherwise
   */
  public PeerSocket maxMessageBytes(int bytes) {
    maxMessageBytes = bytes;
    return this;
  }

  /**
   * Waits for what the client sends next, control frames included. Empty after a close frame that
   * was answered, and when the client is gone or broke the protocol: time for the script to return.
   *
   * @throws IOException when the connection breaks otherwise
   */
  public Optional<PeerMessage> next() throws IOException {
    if (finished) {
      return Optional.empty();
    }
    try {
      Optional<PeerMessage> message;
      do {
        message = frame();
      } while (message.isEmpty());
      return message;
    } catch (EOFException | SocketException | SSLException | ProtocolException gone) {
      return Optional.empty();
    }
  }

  /** Reads a frame; empty when its message goes on. */
  private Optional<PeerMessage> frame() throws IOException {
    DataInputStream in = wire.in();
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    boolean last = (first & 0x80) != 0;
    int opcode = first & 0x0F;
    if ((first & 0x70) != 0) {
      throw violated(1002, "reserved bits");
    }
    if ((second & 0x80) == 0) {
      throw violated(1002, "a client's frames are masked");
    }
    byte[] payload = payload(in, second & 0x7F);
    if (opcode >= CLOSE) {
      if (!last || payload.length > 125) {
        throw violated(1002, "a control frame is short and whole");
      }
      return Optional.of(control(opcode, payload));
    }
    if (opcode > BINARY || (opcode == CONTINUATION) != (fragmented != CONTINUATION)) {
      throw violated(1002, "unexpected opcode " + opcode);
    }
    if (opcode != CONTINUATION) {
      fragmented = opcode;
    }
    fragments.writeBytes(payload);
    if (!last) {
      return Optional.empty();
    }
    byte[] whole = fragments.toByteArray();
    boolean text = fragmented == TEXT;
    fragments.reset();
    fragmented = CONTINUATION;
    return Optional.of(
        text
            ? new PeerMessage.Text(new String(whole, StandardCharsets.UTF_8))
            : new PeerMessage.Binary(whole));
  }

  private byte[] payload(DataInputStream in, int announced) throws IOException {
    long length =
        switch (announced) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> announced;
        };
    if (length < 0 || length + fragments.size() > maxMessageBytes) {
      throw violated(1009, "the message is too long");
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length || mask.length < 4) {
      throw new EOFException();
    }
    masked(payload, mask);
    return payload;
  }

  private static void masked(byte[] payload, byte[] mask) {
    for (int at = 0; at < payload.length; at++) {
      payload[at] ^= mask[at & 3];
    }
  }

  private PeerMessage control(int opcode, byte[] payload) throws IOException {
    switch (opcode) {
      case PING -> {
        if (answersPings) {
          pong(payload);
        }
        return new PeerMessage.Ping(payload);
      }
      case PONG -> {
        return new PeerMessage.Pong(payload);
      }
      case CLOSE -> {
        if (answersClose) {
          frame(CLOSE, true, payload, false);
          finished = true;
        }
        int code = payload.length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        int from = Math.min(2, payload.length);
        return new PeerMessage.Close(
            code, new String(payload, from, payload.length - from, StandardCharsets.UTF_8));
      }
      default -> throw violated(1002, "unexpected opcode " + opcode);
    }
  }

  /** Sends a text message. */
  public void text(String text) throws IOException {
    frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8), false);
  }

  /** Sends a binary message in one frame. */
  public void binary(byte[] bytes) throws IOException {
    frame(BINARY, true, bytes, false);
  }

  /**
   * Sends a binary message in fragments.
   *
   * @param bytes the message
   * @param size of a fragment, in bytes
   */
  public void fragments(byte[] bytes, int size) throws IOException {
    for (int at = 0; at < bytes.length; at += size) {
      int end = Math.min(bytes.length, at + size);
      frame(
          at == 0 ? BINARY : CONTINUATION,
          end == bytes.length,
          Arrays.copyOfRange(bytes, at, end),
          false);
    }
  }

  /** Sends a ping. */
  public void ping(byte[] payload) throws IOException {
    frame(PING, true, payload, false);
  }

  /** Sends a pong. */
  public void pong(byte[] payload) throws IOException {
    frame(PONG, true, payload, false);
  }

  /**
   * Sends a close frame; the connection stays until the script returns.
   *
   * @param code for example 1000 or 1011
   * @param reason at most 123 bytes
   */
  public void close(int code, String reason) throws IOException {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    frame(
        CLOSE,
        true,
        ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array(),
        false);
  }

  /** Sends a close frame that has no code. */
  public void closeWithoutCode() throws IOException {
    frame(CLOSE, true, NOTHING, false);
  }

  /** Ends TCP without a close frame: the client sees 1006. Nothing can be read any more. */
  public void drop() throws IOException {
    wire.drop();
  }

  /** Breaks the connection with a TCP reset. */
  public void reset() throws IOException {
    wire.reset();
  }

  /** Sends bytes that need not be a frame. */
  public void raw(byte[] bytes) throws IOException {
    wire.write(bytes);
  }

  /**
   * Sends one frame of any kind.
   *
   * @param opcode for example {@link #BINARY}
   * @param last whether it ends its message
   * @param payload what it holds
   * @param masked whether it is masked, which a server must not do
   */
  public void frame(int opcode, boolean last, byte[] payload, boolean masked) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    int mask = masked ? 0x80 : 0;
    frame.put((byte) ((last ? 0x80 : 0) | opcode));
    if (payload.length < 126) {
      frame.put((byte) (mask | payload.length));
    } else if (payload.length < 0x10000) {
      frame.put((byte) (mask | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (mask | 127)).putLong(payload.length);
    }
    byte[] content = payload;
    if (masked) {
      byte[] key = {1, 2, 3, 4};
      content = payload.clone();
      masked(content, key);
      frame.put(key);
    }
    frame.put(content).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    wire.write(bytes);
  }

  /** Says what RFC 6455 forbids, and that the connection ends for it. */
  private ProtocolException violated(int code, String what) throws IOException {
    close(code, what);
    return new ProtocolException(what);
  }
}
