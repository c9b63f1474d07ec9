package coda.voice.audio.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Writes the pages of one Ogg stream (RFC 3533), a packet on each, with their numbers and
 * checksums. For live streams: nothing waits for a fuller page, and nothing is allocated.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class OggPageWriter {
  /** The longest packet that fits on a page. */
  public static final int MAX_PACKET_BYTES = 254 * 255 + 254;

  /** What a page adds to its packet at most: the header and a byte for each 255. */
  public static final int MAX_OVERHEAD_BYTES = 27 + 255;

  private static final int HEADER_BYTES = 27;
  private static final int CAPTURE = 'O' | 'g' << 8 | 'g' << 16 | 'S' << 24;
  private static final int FIRST = 2;

  private final int serial;
  private int page;

  /**
   * A stream without pages so far.
   *
   * @param serial tells it from others in the same file
   */
  public OggPageWriter(int serial) {
    this.serial = serial;
  }

  /**
   * Writes the next page. The first one is marked as the beginning of the stream.
   *
   * @param packet where the packet is
   * @param offset its first byte
   * @param length its length, at most {@link #MAX_PACKET_BYTES}
   * @param granule the position at its end
   * @param out receives the page; has room for the packet and {@link #MAX_OVERHEAD_BYTES}
   * @param at where the page begins
   * @return the page's length in bytes
   */
  public int write(byte[] packet, int offset, int length, long granule, byte[] out, int at) {
    Objects.checkFromIndexSize(offset, length, packet.length);
    Objects.checkIndex(length, MAX_PACKET_BYTES + 1);
    int segments = length / 255 + 1;
    int total = HEADER_BYTES + segments + length;
    Objects.checkFromIndexSize(at, total, out.length);
    ByteBuffer fields = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    fields
        .putInt(at, CAPTURE)
        .putShort(at + 4, (short) (page == 0 ? FIRST << 8 : 0))
        .putLong(at + 6, granule)
        .putInt(at + 14, serial)
        .putInt(at + 18, page++)
        .putInt(at + 22, 0);
    out[at + 26] = (byte) segments;
    for (int i = 0; i < segments - 1; i++) {
      out[at + HEADER_BYTES + i] = (byte) 255;
    }
    out[at + HEADER_BYTES + segments - 1] = (byte) (length % 255);
    System.arraycopy(packet, offset, out, at + HEADER_BYTES + segments, length);
    fields.putInt(at + 22, OggCrc.of(out, at, at + total));
    return total;
  }
}
