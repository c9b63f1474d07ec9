package coda.voice.audio.codec;

/** The checksum of an Ogg page (RFC 3533): CRC-32, polynomial 0x04C11DB7, not reflected, from 0. */
final class OggCrc {
  private static final int POLYNOMIAL = 0x04C1_1DB7;
  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
      }
      TABLE[i] = crc;
    }
  }

  private OggCrc() {}

  static int of(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc = crc << 8 ^ TABLE[(crc >>> 24 ^ bytes[i]) & 0xFF];
    }
    return crc;
  }
}
