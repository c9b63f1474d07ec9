package coda.voice.audio.mp4;

import static coda.voice.audio.AudioError.AUDIO_MP4_INVALID;

import coda.voice.audio.AudioException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A box of an MP4 file (ISO 14496-12, section 4.2): a type, and what it holds. Positions are
 * counted from the first byte of that. What a box claims to hold beyond the end of the file, or of
 * the box around it, is not there.
 *
 * @param file holds it
 * @param start its first byte, that of its header
 * @param type four characters
 * @param from the first byte of what it holds
 * @param to behind the last byte
 */
record Mp4Box(byte[] file, int start, String type, int from, int to) {
  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  /** All of a file, as if it were a box. */
  static Mp4Box file(byte[] file) {
    return new Mp4Box(file, 0, "file", 0, file.length);
  }

  /** How many bytes it holds. */
  int length() {
    return to - from;
  }

  /** Visits the boxes that it holds, in their order. */
  void each(Consumer<Mp4Box> visitor) {
    var unused =
        first(
            0,
            box -> {
              visitor.accept(box);
              return false;
            });
  }

  /**
   * The first box that it holds, of those that are wanted.
   *
   * @param at where boxes begin, behind something else
   * @param wanted says which are
   */
  Optional<Mp4Box> first(int at, Predicate<Mp4Box> wanted) {
    int next = from + at;
    while (to - next >= HEADER) {
      Mp4Box box = box(next);
      if (wanted.test(box)) {
        return Optional.of(box);
      }
      next = box.to;
    }
    return Optional.empty();
  }

  private Mp4Box box(int at) {
    long size = Integer.toUnsignedLong(int32(at - from));
    int header = HEADER;
    if (size == 1) {
      size = int64(at - from + HEADER);
      header = LONG_HEADER;
    } else if (size == 0) {
      size = to - at;
    }
    if (size < header) {
      throw invalid("a box is too short");
    }
    String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
    return new Mp4Box(file, at, type, at + header, (int) Math.min(to, at + size));
  }

  /**
   * The first box of a type that it holds.
   *
   * @param path its type, or the types of boxes within each other
   */
  Optional<Mp4Box> find(String... path) {
    Optional<Mp4Box> found = Optional.of(this);
    for (String wanted : path) {
      found = found.flatMap(box -> box.first(0, each -> each.type.equals(wanted)));
    }
    return found;
  }

  /** As {@link #find}, where the file is none without it. */
  Mp4Box need(String... path) {
    return find(path).orElseThrow(() -> invalid("it has no " + String.join(".", path)));
  }

  /** A byte, 0 to 255. */
  int int8(int at) {
    check(at, 1);
    return file[from + at] & 0xFF;
  }

  /** Two bytes, the higher first, 0 to 65,535. */
  int int16(int at) {
    return int8(at) << 8 | int8(at + 1);
  }

  /** Four bytes, the highest first, as they are. */
  int int32(int at) {
    return int16(at) << 16 | int16(at + 2);
  }

  /** Four bytes that count something, of which there can be no more than bytes. */
  int count(int at) {
    int count = int32(at);
    if (count < 0) {
      throw invalid("a table is too long");
    }
    return count;
  }

  /** Eight bytes, the highest first; at most as much as a position can be. */
  long int64(int at) {
    long value = (long) int32(at) << 32 | Integer.toUnsignedLong(int32(at + 4));
    return value < 0 ? Long.MAX_VALUE / 2 : Math.min(value, Long.MAX_VALUE / 2);
  }

  /** What says how it is written, in boxes that say that. */
  int version() {
    return int8(0);
  }

  /** What says which of its parts are there, in boxes that say that. */
  int flags() {
    return int32(0) & 0xFFFFFF;
  }

  private void check(int at, int length) {
    if (at < 0 || at > length() - length) {
      throw invalid("its '" + readable() + "' is cut off");
    }
  }

  private String readable() {
    return type.replaceAll("[^ -~]", "?");
  }

  static AudioException invalid(String why) {
    return new AudioException(AUDIO_MP4_INVALID, "The file is no MP4: " + why);
  }
}
