package coda.voice.audio.codec;

import coda.voice.audio.AudioException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes mono speech as a live Ogg/Opus stream (RFC 7845): every 20 ms become one packet on one
 * page at once. The stream has no end; it just stops. {@link OggOpusWriter} writes files.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class LiveOpusWriter {
  /** The most bytes that 20 ms become. */
  public static final int MAX_PAGE_BYTES =
      OpusEncoder.MAX_PACKET_BYTES + OggPageWriter.MAX_OVERHEAD_BYTES;

  /** Opus positions count samples of 48 kHz whatever the rate is. */
  private static final int POSITION_RATE = 48_000;

  private static final String VENDOR = "Coda Voice";

  private final int sampleRate;
  private final OpusEncoder encoder;
  private final OggPageWriter pages;
  private final byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
  private long position;

  /**
   * A stream without sound so far.
   *
   * @param sampleRate of the sound: 8,000, 16,000, 24,000 or 48,000 Hz
   * @param serial the stream's number
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public LiveOpusWriter(int sampleRate, int serial) {
    this.sampleRate = sampleRate;
    this.encoder = new OpusEncoder(sampleRate);
    this.pages = new OggPageWriter(serial);
  }

  /** How many samples a packet takes: 20 ms. */
  public int frameLength() {
    return encoder.frameLength();
  }

  /** The two pages that a stream begins with. To be asked for once, before any sound. */
  public byte[] headers() {
    ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("OpusHead"))
        .put((byte) 1)
        .put((byte) 1)
        .putShort((short) (encoder.lookahead() * (POSITION_RATE / sampleRate)))
        .putInt(sampleRate)
        .putShort((short) 0)
        .put((byte) 0);
    ByteBuffer tags =
        ByteBuffer.allocate(16 + VENDOR.length())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("OpusTags"))
            .putInt(VENDOR.length())
            .put(ascii(VENDOR))
            .putInt(0);
    byte[] out = new byte[head.capacity() + tags.capacity() + 2 * OggPageWriter.MAX_OVERHEAD_BYTES];
    int length = pages.write(head.array(), 0, head.capacity(), 0, out, 0);
    length += pages.write(tags.array(), 0, tags.capacity(), 0, out, length);
    return Arrays.copyOf(out, length);
  }

  /**
   * Encodes 20 ms.
   *
   * @param samples where they are
   * @param offset the first of {@link #frameLength()} samples
   * @param out receives the page; has room for {@link #MAX_PAGE_BYTES}
   * @param at where it begins
   * @return the page's length in bytes
   */
  public int write(short[] samples, int offset, byte[] out, int at) {
    int length = encoder.encode(samples, offset, packet, 0);
    position += (long) frameLength() * (POSITION_RATE / sampleRate);
    return pages.write(packet, 0, length, position, out, at);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
