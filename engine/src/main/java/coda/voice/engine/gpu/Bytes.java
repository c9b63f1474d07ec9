package coda.voice.engine.gpu;

/** Bytes and the card they are on, in one word that can be compared and set at once. */
final class Bytes {
  /** Nothing more is booked here. */
  static final long CLOSED = 1L << 62;

  private static final int CARD_SHIFT = 48;
  private static final long AMOUNT = (1L << CARD_SHIFT) - 1;

  private Bytes() {}

  static long on(int card, long amount) {
    return (long) card << CARD_SHIFT | amount;
  }

  static int card(long word) {
    return (int) (word >>> CARD_SHIFT) & 0xFF;
  }

  static long amount(long word) {
    return word & AMOUNT;
  }

  /** Whether an amount is at least another on the same card. */
  static boolean covers(long word, long other) {
    return (word ^ other) >>> CARD_SHIFT == 0 && word >= other;
  }

  static boolean closed(long word) {
    return (word & CLOSED) != 0;
  }
}
