package coda.voice.protocol.realtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Base64 (RFC 4648, section 4) from an array into another, which the JDK cannot do in place. */
final class Base64Bytes {
  private static final byte[] DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
          .getBytes(StandardCharsets.US_ASCII);

  /** The value of every byte; negative where it is no digit. */
  private static final int[] VALUES = values();

  private Base64Bytes() {}

  private static int[] values() {
    int[] values = new int[256];
    Arrays.fill(values, -1);
    for (int at = 0; at < DIGITS.length; at++) {
      values[DIGITS[at]] = at;
    }
    return values;
  }

  /** The value of a digit, 0 to 63, or -1. */
  static int value(byte digit) {
    return VALUES[digit & 0xFF];
  }

  /** Four digits as 24 bits; negative unless all are digits. */
  static int group(byte[] text, int at) {
    return VALUES[text[at] & 0xFF] << 18
        | VALUES[text[at + 1] & 0xFF] << 12
        | VALUES[text[at + 2] & 0xFF] << 6
        | VALUES[text[at + 3] & 0xFF];
  }

  /** Characters that bytes become, padding included. */
  static int length(int bytes) {
    return (bytes + 2) / 3 * 4;
  }

  /** Encodes with padding and returns where the text ends. */
  static int encode(byte[] bytes, int from, int length, byte[] target, int at) {
    int end = from + length;
    int read = from;
    int written = at;
    for (; read + 3 <= end; read += 3, written += 4) {
      int bits =
          (bytes[read] & 0xFF) << 16 | (bytes[read + 1] & 0xFF) << 8 | (bytes[read + 2] & 0xFF);
      target[written] = DIGITS[bits >>> 18];
      target[written + 1] = DIGITS[bits >>> 12 & 0x3F];
      target[written + 2] = DIGITS[bits >>> 6 & 0x3F];
      target[written + 3] = DIGITS[bits & 0x3F];
    }
    int left = end - read;
    if (left > 0) {
      int bits = (bytes[read] & 0xFF) << 16 | (left == 2 ? (bytes[read + 1] & 0xFF) << 8 : 0);
      target[written] = DIGITS[bits >>> 18];
      target[written + 1] = DIGITS[bits >>> 12 & 0x3F];
      target[written + 2] = left == 2 ? DIGITS[bits >>> 6 & 0x3F] : (byte) '=';
      target[written + 3] = '=';
      written += 4;
    }
    return written;
  }
}
