package coda.voice.audio.wav;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds WAV files chunk by chunk, honest and otherwise. */
@SuppressWarnings("ByteBufferBackingArray") // every buffer is its whole array
final class WavBytes {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  WavBytes format(int tag, int channels, int rate, int bits) {
    return format(tag, channels, rate, channels * bits / 8, bits, new byte[0]);
  }

  WavBytes format(int tag, int channels, int rate, int frameBytes, int bits, byte[] extra) {
    ByteBuffer fields = little(16 + extra.length);
    fields.putShort((short) tag).putShort((short) channels).putInt(rate);
    fields.putInt(rate * frameBytes).putShort((short) frameBytes).putShort((short) bits);
    fields.put(extra);
    return chunk("fmt ", fields.array());
  }

  /** The 24 bytes that WAVE_FORMAT_EXTENSIBLE adds. */
  static byte[] extension(int tag, int validBits) {
    ByteBuffer fields = little(24);
    fields.putShort((short) 22).putShort((short) validBits).putInt(3);
    fields.putInt(tag).putShort((short) 0).putShort((short) 0x10);
    fields.put(new byte[] {(byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71});
    return fields.array();
  }

  WavBytes chunk(String id, byte[] content) {
    chunk(id, content.length, content);
    if (content.length % 2 == 1) {
      body.write(0);
    }
    return this;
  }

  WavBytes chunk(String id, int claimedSize, byte[] content) {
    body.writeBytes(id.getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(little(4).putInt(claimedSize).array());
    body.writeBytes(content);
    return this;
  }

  byte[] file() {
    return file(body.size() + 4);
  }

  byte[] file(int claimedSize) {
    ByteBuffer file = little(12 + body.size());
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(claimedSize);
    file.put("WAVE".getBytes(StandardCharsets.US_ASCII)).put(body.toByteArray());
    return file.array();
  }

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] shorts(int... samples) {
    ByteBuffer bytes = little(samples.length * 2);
    for (int sample : samples) {
      bytes.putShort((short) sample);
    }
    return bytes.array();
  }
}
