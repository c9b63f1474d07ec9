package coda.voice.testkit.peers.moshi;

import coda.voice.audio.AudioException;
import coda.voice.audio.codec.OpusDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hears an Ogg/Opus stream. Reads the pages by itself, bit by bit, so that it can judge whoever
 * wrote them. One thread hears, any other asks what was heard.
 */
final class MoshiEar {
  private static final int HEADER = 27;

  private final boolean checksChecksums;
  private final Consumer<short[]> steps;

  /** At 48 kHz, of which every second sample is heard: so a packet is complete when it has come. */
  private final OpusDecoder decoder = new OpusDecoder(48_000);

  private final short[] decoded = new short[decoder.maxOutput()];
  private final short[] step = new short[MoshiVoice.STEP];
  private byte[] pending = new byte[0];
  private int filled;

  private short[] audio = new short[24_000];
  private int length;
  private final List<Long> packetNanos = new ArrayList<>();
  private int pages;
  private int headers;
  private boolean headersFirst;
  private int checksumErrors;
  private int gaps;
  private int nextPage;

  /**
   * An ear for one session.
   *
   * @param checksChecksums whether a page with a wrong one is the end
   * @param steps takes each 80 ms
   */
  MoshiEar(boolean checksChecksums, Consumer<short[]> steps) {
    this.checksChecksums = checksChecksums;
    this.steps = steps;
  }

  /** Hears the next bytes; fails where a real server's decoder would. */
  synchronized void hear(byte[] bytes, int from) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(pending);
    joined.write(bytes, from, bytes.length - from);
    byte[] all = joined.toByteArray();
    int at = 0;
    int size = pageBytes(all, at);
    while (size > 0 && all.length - at >= size) {
      page(Arrays.copyOfRange(all, at, at + size));
      at += size;
      size = pageBytes(all, at);
    }
    pending = Arrays.copyOfRange(all, at, all.length);
  }

  /** The length of the page that begins here; 0 when that is not known yet. */
  private static int pageBytes(byte[] bytes, int at) throws IOException {
    if (bytes.length - at < HEADER) {
      return 0;
    }
    if (bytes[at] != 'O' || bytes[at + 1] != 'g' || bytes[at + 2] != 'g' || bytes[at + 3] != 'S') {
      throw new IOException("lost sync of the Ogg stream");
    }
    int segments = bytes[at + 26] & 0xFF;
    if (bytes.length - at < HEADER + segments) {
      return 0;
    }
    int size = HEADER + segments;
    for (int i = 0; i < segments; i++) {
      size += bytes[at + HEADER + i] & 0xFF;
    }
    return size;
  }

  private void page(byte[] page) throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    int checksum = fields.getInt(22);
    fields.putInt(22, 0);
    if (checksum != checksum(page)) {
      checksumErrors++;
      if (checksChecksums) {
        throw new IOException("a page with a wrong checksum");
      }
    }
    int number = fields.getInt(18);
    if (number != nextPage) {
      gaps++;
    }
    nextPage = number + 1;
    pages++;
    int segments = page[26] & 0xFF;
    int at = HEADER + segments;
    int from = at;
    for (int i = 0; i < segments; i++) {
      int size = page[HEADER + i] & 0xFF;
      at += size;
      if (size < 255) {
        packet(Arrays.copyOfRange(page, from, at));
        from = at;
      }
    }
  }

  /** As RFC 3533 states it: 0x04C11DB7, most significant bit first, from 0. */
  private static int checksum(byte[] page) {
    int crc = 0;
    for (byte next : page) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean odd = (crc < 0) != ((next >> bit & 1) != 0);
        crc = crc << 1 ^ (odd ? 0x04C11DB7 : 0);
      }
    }
    return crc;
  }

  private void packet(byte[] packet) throws IOException {
    String magic = new String(packet, 0, Math.min(8, packet.length), StandardCharsets.ISO_8859_1);
    if (magic.equals("OpusHead") || magic.equals("OpusTags")) {
      headers++;
      headersFirst = headers == 2 && packetNanos.isEmpty();
      return;
    }
    int count;
    try {
      count = decoder.decode(packet, 0, packet.length, decoded, 0) / 2;
    } catch (AudioException e) {
      throw new IOException("a packet that is not Opus", e);
    }
    for (int i = 0; i < count; i++) {
      decoded[i] = decoded[2 * i];
    }
    packetNanos.add(System.nanoTime());
    if (length + count > audio.length) {
      audio = Arrays.copyOf(audio, audio.length * 2);
    }
    System.arraycopy(decoded, 0, audio, length, count);
    length += count;
    for (int i = 0; i < count; i++) {
      step[filled++] = decoded[i];
      if (filled == step.length) {
        filled = 0;
        steps.accept(step.clone());
      }
    }
  }

  synchronized MoshiHeard heard() {
    return new MoshiHeard(
        Arrays.copyOf(audio, length),
        packetNanos.stream().mapToLong(Long::longValue).toArray(),
        pages,
        headersFirst,
        checksumErrors,
        gaps);
  }
}
