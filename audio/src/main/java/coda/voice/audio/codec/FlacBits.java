package coda.voice.audio.codec;

/** The bits of a FLAC file, the first of a byte first. One thread. */
final class FlacBits {
  /** The polynomial of frames, x^16 + x^15 + x^2 + 1. */
  private static final int CRC_16 = 0x8005;

  private static final int[] CRC = crcOfBytes();

  private final byte[] file;

  /** In bits. */
  private long at;

  /**
   * Bits from a byte on.
   *
   * @param file not changed
   * @param start the first byte
   */
  FlacBits(byte[] file, int start) {
    this.file = file;
    this.at = (long) start * Byte.SIZE;
  }

  /** The byte that comes next, or that is in the reading. */
  int position() {
    return (int) (at / Byte.SIZE);
  }

  boolean ended() {
    return position() >= file.length;
  }

  /** A bit that is set. */
  boolean flag() {
    return unsigned(1) == 1;
  }

  /**
   * A number without a sign.
   *
   * @param bits 0 to 31
   */
  int unsigned(int bits) {
    int value = 0;
    int left = bits;
    while (left > 0) {
      int index = position();
      if (index >= file.length) {
        throw FlacReader.cutOff();
      }
      int there = Byte.SIZE - (int) (at % Byte.SIZE);
      int taken = Math.min(there, left);
      int part = (file[index] & 0xFF) >> (there - taken) & (1 << taken) - 1;
      value = value << taken | part;
      at += taken;
      left -= taken;
    }
    return value;
  }

  /**
   * A number in two's complement.
   *
   * @param bits 0 to 31
   */
  int signed(int bits) {
    return bits == 0 ? 0 : unsigned(bits) << (Integer.SIZE - bits) >> (Integer.SIZE - bits);
  }

  /** How many bits that are not set come before one that is, which is read, too. */
  int unary() {
    int count = 0;
    while (!flag()) {
      count++;
    }
    return count;
  }

  /** Goes on at a whole byte. */
  void align() {
    at = (at + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE;
  }

  /**
   * Insists that the bytes since a position are followed by their check sum, and reads it.
   *
   * @param start the first of them
   * @throws coda.voice.audio.AudioException {@code AUDIO_FLAC_INVALID}
   */
  void check(int start) {
    int sum = 0;
    for (int i = start; i < position(); i++) {
      sum = (sum << Byte.SIZE ^ CRC[sum >> Byte.SIZE ^ file[i] & 0xFF]) & 0xFFFF;
    }
    if (unsigned(Short.SIZE) != sum) {
      throw FlacReader.damaged();
    }
  }

  private static int[] crcOfBytes() {
    int[] table = new int[1 << Byte.SIZE];
    for (int i = 0; i < table.length; i++) {
      int sum = i << Byte.SIZE;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        sum = (sum & 0x8000) == 0 ? sum << 1 : sum << 1 ^ CRC_16;
      }
      table[i] = sum & 0xFFFF;
    }
    return table;
  }
}
