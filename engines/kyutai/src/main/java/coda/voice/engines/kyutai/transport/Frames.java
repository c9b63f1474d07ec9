package coda.voice.engines.kyutai.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** The frames of a WebSocket (RFC 6455, section 5), as a client reads and writes them. */
final class Frames {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static final int MAX_MESSAGE_BYTES = 4 << 20;
  private static final int MAX_CONTROL_BYTES = 125;

  private final DataInputStream in;
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private int fragmented = CONTINUATION;

  Frames(DataInputStream in) {
    this.in = in;
  }

  /**
   * A whole message or a control frame.
   *
   * @param opcode never {@link #CONTINUATION}
   * @param payload belongs to the receiver
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(int opcode, byte[] payload) {}

  /**
   * Waits for the next one; fragments are put together, control frames may come between them.
   *
   * @throws IOException when the connection ends, or the server breaks the protocol
   */
  Message read() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      int opcode = first & 0x0F;
      boolean last = (first & 0x80) != 0;
      byte[] payload = payload(in.readUnsignedByte());
      boolean known = opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
      if ((first & 0x70) != 0 || !known) {
        throw new IOException("it sent a frame that nobody agreed to");
      }
      if (opcode >= CLOSE) {
        if (!last || payload.length > MAX_CONTROL_BYTES) {
          throw new IOException("it sent a control frame that is too long");
        }
        return new Message(opcode, payload);
      }
      if ((opcode == CONTINUATION) == (fragmented == CONTINUATION)) {
        throw new IOException("it sent fragments out of order");
      }
      if (opcode != CONTINUATION) {
        fragmented = opcode;
      }
      if (last && fragments.size() == 0) {
        int whole = fragmented;
        fragmented = CONTINUATION;
        return new Message(whole, payload);
      }
      fragments.writeBytes(payload);
      if (last) {
        Message message = new Message(fragmented, fragments.toByteArray());
        fragments.reset();
        fragmented = CONTINUATION;
        return message;
      }
    }
  }

  private byte[] payload(int second) throws IOException {
    if ((second & 0x80) != 0) {
      throw new IOException("it masked a frame");
    }
    long length =
        switch (second) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> second;
        };
    if (length < 0 || length + fragments.size() > MAX_MESSAGE_BYTES) {
      throw new IOException("it sent a message of more than " + MAX_MESSAGE_BYTES + " bytes");
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return payload;
  }

  /**
   * A frame that is a whole message, masked as a client's must be.
   *
   * @param opcode what it is
   * @param payload what it holds; not changed
   */
  static byte[] written(int opcode, byte[] payload) {
    int length = payload.length;
    ByteBuffer frame = ByteBuffer.allocate(length + 14);
    frame.put((byte) (0x80 | opcode));
    if (length < 126) {
      frame.put((byte) (0x80 | length));
    } else if (length < 0x10000) {
      frame.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(length);
    }
    int mask = ThreadLocalRandom.current().nextInt();
    frame.putInt(mask);
    for (int i = 0; i < length; i++) {
      frame.put((byte) (payload[i] ^ (mask >>> (8 * (3 - (i & 3))))));
    }
    byte[] bytes = new byte[frame.flip().remaining()];
    frame.get(bytes);
    return bytes;
  }
}
