package coda.voice.audio.mp4;

/** Reads numbers of any width, the highest bit first. */
final class BitReader {
  private final byte[] bytes;
  private final long end;
  private long at;

  /**
   * Reads a stretch of bytes.
   *
   * @param bytes hold it
   * @param from its first byte
   * @param to behind its last byte
   */
  BitReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = 8L * from;
    this.end = 8L * to;
  }

  /**
   * The next number.
   *
   * @param width in bits, at most 31
   * @throws coda.voice.audio.AudioException {@code AUDIO_AAC_INVALID} when there are too few left
   */
  int read(int width) {
    if (end - at < width) {
      throw AacSound.invalid("its description is cut off", null);
    }
    int value = 0;
    for (int i = 0; i < width; i++, at++) {
      value = value << 1 | bytes[(int) (at >> 3)] >> (7 - (at & 7)) & 1;
    }
    return value;
  }
}
