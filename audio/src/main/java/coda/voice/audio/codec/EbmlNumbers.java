package coda.voice.audio.codec;

/** Numbers of variable length, as EBML has them (RFC 8794, section 4). */
final class EbmlNumbers {
  private EbmlNumbers() {}

  /**
   * How long a number is.
   *
   * @param first its first byte
   * @return bytes, 1 to 8; 9 when no number begins so
   */
  static int length(byte first) {
    return Integer.numberOfLeadingZeros(first & 0xFF) - 23;
  }

  /**
   * Bytes as they are, the highest first.
   *
   * @param length how many, at most 8
   */
  static long raw(byte[] bytes, int at, int length) {
    long value = 0;
    for (int i = at; i < at + length; i++) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value;
  }

  /** A number without the bits that say how long it is. */
  static long value(byte[] bytes, int at, int length) {
    return raw(bytes, at, length) & largest(length);
  }

  /** The largest number of a length; as a size it means that nobody knows. */
  static long largest(int length) {
    return (1L << 7 * length) - 1;
  }
}
