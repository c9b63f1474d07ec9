package coda.voice.audio.codec;

/**
 * Where the frames of a WebM block are: one, or several that are "laced" together (RFC 9559,
 * section 10.3).
 */
final class WebmLacing {
  private static final int XIPH = 0b010;
  private static final int FIXED = 0b100;
  private static final int EBML = 0b110;

  private final byte[] file;
  private final int end;
  private int at;

  private WebmLacing(byte[] file, int at, int end) {
    this.file = file;
    this.at = at;
    this.end = end;
  }

  /** Takes frames. */
  interface Frames {
    void frame(int offset, int length);
  }

  /**
   * Tells the frames of a block, in order.
   *
   * @param file where it is
   * @param flags of the block: its byte of flags, which what is laced follows
   * @param end of the block
   * @param frames told each
   * @return whether the block is well-formed; frames were told only if it is
   */
  static boolean read(byte[] file, int flags, int end, Frames frames) {
    int kind = file[flags] & EBML;
    if (kind == 0) {
      frames.frame(flags + 1, end - flags - 1);
      return true;
    }
    WebmLacing lacing = new WebmLacing(file, flags + 1, end);
    int[] lengths = lacing.lengths(kind);
    if (lengths.length == 0) {
      return false;
    }
    int offset = lacing.at;
    for (int length : lengths) {
      frames.frame(offset, length);
      offset += length;
    }
    return true;
  }

  /** The lengths of all frames, which follow from {@link #at} on; none when they do not fit. */
  private int[] lengths(int kind) {
    if (at >= end) {
      return new int[0];
    }
    int[] lengths = new int[(file[at++] & 0xFF) + 1];
    int last = lengths.length - 1;
    int known = 0;
    for (int i = 0; i < last; i++) {
      lengths[i] =
          switch (kind) {
            case XIPH -> xiph();
            case FIXED -> (end - at) / lengths.length;
            default -> i == 0 ? ebml(false) : lengths[i - 1] + ebml(true);
          };
      known += lengths[i];
      if (lengths[i] < 0 || known > end - at) {
        return new int[0];
      }
    }
    lengths[last] = end - at - known;
    boolean uneven = kind == FIXED && lengths[last] * lengths.length != end - at;
    return uneven ? new int[0] : lengths;
  }

  /** A sum of bytes, of which all but the last are 255. */
  private int xiph() {
    int sum = 0;
    while (at < end) {
      int next = file[at++] & 0xFF;
      sum += next;
      if (next < 255) {
        return sum;
      }
    }
    return -1;
  }

  /** A number of variable length; one with a sign lies around zero. */
  private int ebml(boolean signed) {
    int length = at < end ? EbmlNumbers.length(file[at]) : 5;
    if (length > 4 || at + length > end) {
      return Integer.MIN_VALUE / 2;
    }
    int value = (int) EbmlNumbers.value(file, at, length);
    at += length;
    return signed ? value - ((1 << (7 * length - 1)) - 1) : value;
  }
}
