package coda.voice.protocol.realtime;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of the server's events: {@code event_} and 21 characters, twelve that are random for each
 * connection and nine that count. Any number of threads may ask.
 */
final class EventIds {
  /** Characters of an id. */
  static final int LENGTH = 27;

  private static final byte[] DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
          .getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int COUNTED = 9;

  private final byte[] start = new byte[LENGTH - COUNTED];
  private final AtomicLong count = new AtomicLong();

  EventIds() {
    byte[] prefix = "event_".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(prefix, 0, start, 0, prefix.length);
    for (int at = prefix.length; at < start.length; at++) {
      start[at] = DIGITS[RANDOM.nextInt(DIGITS.length)];
    }
  }

  String next() {
    byte[] id = new byte[LENGTH];
    next(id, 0);
    return new String(id, StandardCharsets.US_ASCII);
  }

  /** Writes the next id where the caller wants it. */
  void next(byte[] target, int at) {
    System.arraycopy(start, 0, target, at, start.length);
    long rest = count.getAndIncrement();
    for (int digit = at + LENGTH - 1; digit >= at + start.length; digit--) {
      target[digit] = DIGITS[(int) (rest % DIGITS.length)];
      rest /= DIGITS.length;
    }
  }
}
