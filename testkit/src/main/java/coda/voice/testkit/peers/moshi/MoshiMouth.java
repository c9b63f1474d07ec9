package coda.voice.testkit.peers.moshi;

import coda.voice.audio.codec.OggPageWriter;
import coda.voice.audio.codec.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns steps into the messages that a server sends: Ogg pages of 40 ms, cut as it cuts them. */
final class MoshiMouth {
  private static final int PACKET = 960;
  private static final int SERIAL = 42;
  private static final byte[] BAD_PACKET = {3, 63, 1};

  private final MoshiManner manner;
  private final io.github.jaredmdobson.concentus.OpusEncoder encoder;
  private final OggPageWriter pages = new OggPageWriter(SERIAL);
  private final byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
  private final byte[] page = new byte[packet.length + OggPageWriter.MAX_OVERHEAD_BYTES];
  private final ByteArrayOutputStream uncut = new ByteArrayOutputStream();
  private boolean headersSent;
  private long granule;
  private int packets;

  MoshiMouth(MoshiManner manner) throws IOException {
    this.manner = manner;
    try {
      this.encoder =
          new io.github.jaredmdobson.concentus.OpusEncoder(
              24_000, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new IOException(e);
    }
  }

  /** The two header pages, for servers that send them by themselves. */
  byte[] headers() {
    headersSent = true;
    ByteBuffer head =
        ByteBuffer.allocate(19)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
            .put((byte) 1)
            .put((byte) 1)
            .putShort((short) 3840)
            .putInt(48_000)
            .putShort((short) 0)
            .put((byte) 0);
    String vendor = "KyutaiMoshi";
    ByteBuffer tags =
        ByteBuffer.allocate(16 + vendor.length())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("OpusTags".getBytes(StandardCharsets.US_ASCII))
            .putInt(vendor.length())
            .put(vendor.getBytes(StandardCharsets.US_ASCII))
            .putInt(0);
    int first = pages.write(head.array(), 0, head.capacity(), 0, page, 0);
    int both = first + pages.write(tags.array(), 0, tags.capacity(), 0, page, first);
    return Arrays.copyOf(page, both);
  }

  /** The payloads of the audio messages of one step. */
  List<byte[]> step(int step, short[] samples) throws IOException {
    List<byte[]> out = new ArrayList<>();
    byte[] glued = headersSent ? new byte[0] : headers();
    boolean sharesStamp = manner.shape == MoshiShape.RUST;
    for (int half = 0; half < 2; half++) {
      granule += half == 0 && sharesStamp ? 2 * PACKET : sharesStamp ? 0 : PACKET;
      byte[] next = page(samples, half * PACKET);
      if (step >= manner.garbageFrom) {
        Arrays.fill(next, (byte) (step + half));
      }
      out.add(joined(glued, next));
      glued = new byte[0];
    }
    if (manner.cutBytes > 0) {
      return cut(out);
    }
    return manner.shape == MoshiShape.RUST ? out : List.of(joined(out.get(0), out.get(1)));
  }

  private byte[] page(short[] samples, int from) throws IOException {
    packets++;
    int length;
    try {
      length = encoder.encode(samples, from, PACKET, packet, 0, packet.length);
    } catch (OpusException e) {
      throw new IOException(e);
    }
    boolean bad = manner.badPackets > 0 && packets % manner.badPackets == 0;
    int total =
        bad
            ? pages.write(BAD_PACKET, 0, BAD_PACKET.length, granule, page, 0)
            : pages.write(packet, 0, length, granule, page, 0);
    if (manner.damagedPages > 0 && packets % manner.damagedPages == 0) {
      page[total - 1] ^= 0x55;
    }
    return Arrays.copyOf(page, total);
  }

  private List<byte[]> cut(List<byte[]> whole) {
    whole.forEach(uncut::writeBytes);
    byte[] all = uncut.toByteArray();
    List<byte[]> out = new ArrayList<>();
    int at = 0;
    while (all.length - at >= manner.cutBytes) {
      out.add(Arrays.copyOfRange(all, at, at + manner.cutBytes));
      at += manner.cutBytes;
    }
    uncut.reset();
    uncut.write(all, at, all.length - at);
    return out;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
