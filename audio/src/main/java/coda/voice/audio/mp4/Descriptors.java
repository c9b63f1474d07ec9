package coda.voice.audio.mp4;

/** Goes through descriptions within each other (ISO 14496-1, section 7.2.6), from outside in. */
final class Descriptors {
  private static final int MOST_LENGTH_BYTES = 4;
  private static final int DEPENDS = 0x80;
  private static final int HAS_ADDRESS = 0x40;
  private static final int HAS_CLOCK = 0x20;

  private final Mp4Box box;
  private int at;

  /**
   * Begins in front of the outermost.
   *
   * @param box holds them
   * @param at where
   */
  Descriptors(Mp4Box box, int at) {
    this.box = box;
    this.at = at;
  }

  /** Where it is in the box. */
  int position() {
    return at;
  }

  /**
   * Goes to the first byte of what a description holds.
   *
   * @param tag what kind must be next
   * @return how many bytes it holds, at least 1
   */
  int enter(int tag) {
    if (box.int8(at++) != tag) {
      throw Mp4Box.invalid("its sound is described in no way that is known");
    }
    int length = 0;
    for (int i = 0; i < MOST_LENGTH_BYTES; i++) {
      int next = box.int8(at++);
      length = length << 7 | next & 0x7F;
      if (next < 0x80) {
        break;
      }
    }
    if (length == 0 || length > box.length()) {
      throw Mp4Box.invalid("its sound is not described");
    }
    return length;
  }

  /** Passes over bytes. */
  void skip(int bytes) {
    at += bytes;
  }

  /** Passes over what describes a stream: its number, and what its flags say is there. */
  void skipStreamFields() {
    int flags = box.int8(at + 2);
    at += 3;
    if ((flags & DEPENDS) != 0) {
      at += 2;
    }
    if ((flags & HAS_ADDRESS) != 0) {
      at += 1 + box.int8(at);
    }
    if ((flags & HAS_CLOCK) != 0) {
      at += 2;
    }
  }
}
