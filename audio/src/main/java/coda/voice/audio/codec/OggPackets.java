package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_OGG_INVALID;

import coda.voice.audio.AudioException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the packets out of an Ogg stream (RFC 3533) that arrives in chunks of any length.
 *
 * <p>Made for sockets, where vorbis-java's reader, which blocks on a stream, cannot be used; and
 * for strangers: a page is checked before it is believed, and memory is bounded by one page and one
 * packet. Streams that are interleaved with the first one are passed over.
 */
final class OggPackets {
  /** Longer than any Opus packet; only comments are longer, and nobody needs their end. */
  static final int PACKET_LIMIT = 1 << 16;

  private static final int HEADER_BYTES = 27;
  private static final int MAX_PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255;

  /**
   * A live stream's pages are shorter by far; a longer one is a damaged header, which would make us
   * wait for seconds before its checksum told.
   */
  private static final int MAX_LIVE_PAGE_BYTES = 1 << 14;

  private static final int CAPTURE = 'O' | 'g' << 8 | 'g' << 16 | 'S' << 24;
  private static final int CONTINUED = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;

  /** Receives packets. */
  @FunctionalInterface
  interface Receiver {
    /**
     * Takes a packet.
     *
     * @param packet its bytes are 0 to {@code length} - 1; borrowed for the call
     * @param length its length, cut at {@link #PACKET_LIMIT}
     * @param page the page it ends on
     */
    void packet(byte[] packet, int length, Page page);
  }

  /**
   * What a page says about its packets.
   *
   * @param number counts pages from 0
   * @param granule position at the end of the last packet that ends here, or negative
   * @param first whether the stream begins here
   * @param last whether the stream ends here
   */
  record Page(long number, long granule, boolean first, boolean last) {}

  private final Receiver receiver;

  /** Told of damage that is passed over; null when it ends the stream. */
  private final @Nullable Runnable damage;

  private final byte[] page = new byte[MAX_PAGE_BYTES];
  private final ByteBuffer fields = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[] packet = new byte[PACKET_LIMIT];

  private int filled;
  private boolean searching;
  private int packetLength;
  private boolean insidePacket;
  private boolean insideStream;
  private int serial;
  private long pages;

  /** For a file: it begins with a first page, and ends where it is damaged. */
  OggPackets(Receiver receiver) {
    this(receiver, null);
  }

  private OggPackets(Receiver receiver, @Nullable Runnable damage) {
    this.receiver = receiver;
    this.damage = damage;
  }

  /**
   * For a live stream: it may be joined anywhere, and goes on at the next page that can be found
   * after damage.
   *
   * @param receiver takes the packets
   * @param damage run once for each stretch that is passed over
   */
  static OggPackets live(Receiver receiver, Runnable damage) {
    OggPackets packets = new OggPackets(receiver, damage);
    packets.insideStream = true;
    return packets;
  }

  /**
   * Takes the next bytes and hands over the packets that they complete.
   *
   * @throws AudioException {@code AUDIO_OGG_INVALID}: the stream cannot be followed any further;
   *     never for a live stream
   */
  void accept(byte[] bytes, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    int at = offset;
    int end = offset + count;
    while (at < end) {
      int taken = Math.min(end - at, pageBytes() - filled);
      System.arraycopy(bytes, at, page, filled, taken);
      filled += taken;
      at += taken;
      settle();
    }
  }

  /** Reads the pages that are complete; afterwards more bytes are needed. */
  private void settle() {
    while (filled >= HEADER_BYTES) {
      if (!isHeader(0)) {
        damaged("This is not an Ogg stream");
        continue;
      }
      int size = pageBytes();
      boolean tooLong = damage != null && size > MAX_LIVE_PAGE_BYTES;
      if (filled < size && !tooLong && !isOverrun()) {
        return;
      }
      if (filled < size || tooLong || !isIntact(0, size)) {
        damaged("An Ogg page is damaged");
        continue;
      }
      searching = false;
      page();
      drop(size);
    }
  }

  /**
   * Whether a whole page lies where the one that has not ended yet should go on: then its length is
   * what was damaged, and waiting for its end would cost a live stream everything until then.
   */
  private boolean isOverrun() {
    if (damage == null) {
      return false;
    }
    for (int at = HEADER_BYTES; at + HEADER_BYTES <= filled; at++) {
      if (page[at] == 'O' && isHeader(at)) {
        int size = pageBytes(at);
        if (at + size <= filled && isIntact(at, size)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isHeader(int at) {
    return fields.getInt(at) == CAPTURE && page[at + 4] == 0;
  }

  private boolean isIntact(int at, int size) {
    int checksum = fields.getInt(at + 22);
    fields.putInt(at + 22, 0);
    boolean intact = OggCrc.of(page, at, at + size) == checksum;
    fields.putInt(at + 22, checksum);
    return intact;
  }

  /** Gives up, or goes to where the next page might begin. */
  private void damaged(String what) {
    if (damage == null) {
      throw new AudioException(AUDIO_OGG_INVALID, what);
    }
    if (!searching) {
      searching = true;
      insidePacket = false;
      damage.run();
    }
    int next = 1;
    while (next < filled && page[next] != 'O') {
      next++;
    }
    drop(next);
  }

  private void drop(int count) {
    filled -= count;
    System.arraycopy(page, count, page, 0, filled);
  }

  private int pageBytes() {
    return pageBytes(0);
  }

  /** How long the page that begins here is, as far as its header is known. */
  private int pageBytes(int at) {
    if (filled < at + HEADER_BYTES) {
      return HEADER_BYTES;
    }
    int segments = page[at + 26] & 0xFF;
    int size = HEADER_BYTES + segments;
    if (filled < at + size) {
      return size;
    }
    for (int i = 0; i < segments; i++) {
      size += page[at + HEADER_BYTES + i] & 0xFF;
    }
    return size;
  }

  private void page() {
    int flags = page[5];
    int pageSerial = fields.getInt(14);
    boolean first = (flags & FIRST) != 0;
    if (first && !insideStream || damage != null && (first || pages == 0)) {
      insideStream = true;
      insidePacket = false;
      serial = pageSerial;
    }
    if (!insideStream || pageSerial != serial) {
      return;
    }
    boolean last = (flags & LAST) != 0;
    packets((flags & CONTINUED) != 0, new Page(pages++, fields.getLong(6), first, last));
    if (last) {
      insideStream = damage != null; // another stream may be chained to this one
    }
  }

  private void packets(boolean continued, Page described) {
    int segments = page[26] & 0xFF;
    int at = HEADER_BYTES + segments;
    boolean skipping = continued && !insidePacket; // its beginning was lost
    if (!continued || !insidePacket) {
      packetLength = 0;
    }
    for (int i = 0; i < segments; i++) {
      int size = page[HEADER_BYTES + i] & 0xFF;
      int kept = Math.min(size, PACKET_LIMIT - packetLength);
      System.arraycopy(page, at, packet, packetLength, kept);
      packetLength += kept;
      at += size;
      insidePacket = size == 255;
      if (!insidePacket) {
        int length = packetLength;
        packetLength = 0;
        if (!skipping) {
          receiver.packet(packet, length, described);
        }
        skipping = false;
      }
    }
    if (skipping) {
      insidePacket = false;
    }
  }
}
