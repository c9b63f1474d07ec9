package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;

import coda.voice.audio.AudioException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The identification header of an Opus stream (RFC 7845, section 5.1), which is the same in Ogg and
 * in WebM; MP4 has its fields written another way.
 *
 * @param preSkip samples of 48 kHz that are decoded but not heard, at the start
 */
public record OpusHead(int preSkip) {
  private static final byte[] MAGIC = "OpusHead".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 19;

  /** Whether a packet is such a header. */
  static boolean is(byte[] packet, int length) {
    return length >= BYTES && Arrays.equals(packet, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Reads it.
   *
   * @param packet that {@link #is} one
   * @throws AudioException {@code AUDIO_FORMAT_UNSUPPORTED}
   */
  static OpusHead of(byte[] packet) {
    int version = packet[8] & 0xF0;
    int channels = packet[9] & 0xFF;
    int family = packet[18];
    ByteBuffer fields = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    return of(version, channels, family, Short.toUnsignedInt(fields.getShort(10)));
  }

  /**
   * What its fields say.
   *
   * @param version 0 for the first
   * @param channels of the sound
   * @param family how channels are mapped, 0 for mono and stereo
   * @param preSkip see above
   * @throws AudioException {@code AUDIO_FORMAT_UNSUPPORTED}
   */
  public static OpusHead of(int version, int channels, int family, int preSkip) {
    if (version != 0 || channels < 1 || channels > 2 || family != 0) {
      throw new AudioException(
          AUDIO_FORMAT_UNSUPPORTED, "Only mono and stereo Opus of the first version is read");
    }
    return new OpusHead(preSkip);
  }
}
