package coda.voice.protocol.coda;

import static coda.voice.protocol.ProtocolError.PROTOCOL_BINARY_FRAME;

import coda.voice.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Audio in a binary WebSocket frame: a header of 16 bytes, little-endian, and the payload.
 *
 * <pre>
 * offset  size  meaning
 *      0     1  kind: 1 microphone, 2 reply
 *      1     1  flags: bit 0 is set on the last frame of a reply; others are ignored
 *      2     2  stream, as in voice_start
 *      4     4  sequence, counts frames of the stream
 *      8     8  position of the first sample in the stream, in samples
 *     16     …  payload in the agreed format; may be empty
 * </pre>
 *
 * @param kind whose audio
 * @param last whether the reply ends with it
 * @param stream 0 to 65,535
 * @param sequence 0 to 4,294,967,295, then 0 again
 * @param timestamp in samples, at least 0
 * @param payload read-only, from position to limit; shares memory with what it was decoded from
 */
public record BinaryFrame(
    Kind kind, boolean last, int stream, long sequence, long timestamp, ByteBuffer payload) {

  /** Bytes before the payload. */
  public static final int HEADER_BYTES = 16;

  private static final int LAST = 1;

  /** Whose audio a frame holds. */
  public enum Kind {
    /** The user's. */
    MICROPHONE(1),
    /** The assistant's. */
    REPLY(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** Checks the ranges and takes a read-only view of the payload. */
  public BinaryFrame {
    if (stream < 0 || stream > 0xFFFF || sequence < 0 || sequence > 0xFFFF_FFFFL) {
      throw invalid("stream " + stream + " or sequence " + sequence + " is out of range");
    }
    if (timestamp < 0) {
      throw invalid("its timestamp is beyond 2^63 samples");
    }
    payload = payload.slice().asReadOnlyBuffer();
  }

  /**
   * Reads a frame. The payload is a view, not a copy: the buffer must not change while it is used.
   *
   * @param frame from position to limit; not moved
   * @throws ProtocolException {@code PROTOCOL_BINARY_FRAME} when it is shorter than its header or
   *     of no known kind
   */
  public static BinaryFrame decode(ByteBuffer frame) {
    if (frame.remaining() < HEADER_BYTES) {
      throw invalid("it has " + frame.remaining() + " bytes; allowed: at least " + HEADER_BYTES);
    }
    ByteBuffer in = frame.slice().order(ByteOrder.LITTLE_ENDIAN);
    Kind kind =
        switch (in.get()) {
          case 1 -> Kind.MICROPHONE;
          case 2 -> Kind.REPLY;
          default -> throw invalid("its kind is " + (in.get(0) & 0xFF) + "; allowed: 1, 2");
        };
    boolean last = (in.get() & LAST) != 0;
    int stream = in.getShort() & 0xFFFF;
    long sequence = in.getInt() & 0xFFFF_FFFFL;
    return new BinaryFrame(kind, last, stream, sequence, in.getLong(), in);
  }

  /** Reads a frame from an array, see {@link #decode(ByteBuffer)}. */
  public static BinaryFrame decode(byte[] frame) {
    return decode(ByteBuffer.wrap(frame));
  }

  /** The frame's bytes, in a new array. */
  public byte[] encode() {
    byte[] bytes = new byte[HEADER_BYTES + payload.remaining()];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) kind.code)
        .put((byte) (last ? LAST : 0))
        .putShort((short) stream)
        .putInt((int) sequence)
        .putLong(timestamp)
        .put(payload.duplicate());
    return bytes;
  }

  /** A copy of the payload. */
  public byte[] bytes() {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  private static ProtocolException invalid(String why) {
    return new ProtocolException(PROTOCOL_BINARY_FRAME, "The binary frame cannot be read: " + why);
  }
}
