package coda.voice.gateway.realtime;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Sound in the client's own format, in the pieces in which it came: put together only for those who
 * ask for it.
 *
 * @param pieces not changed any more
 * @param length bytes of them all
 */
record Sound(List<byte[]> pieces, int length) {
  static final Sound NONE = new Sound(List.of(), 0);

  /** Of one piece. */
  static Sound of(byte[] bytes) {
    return new Sound(List.of(bytes), bytes.length);
  }

  /** Of pieces. */
  static Sound of(Collection<byte[]> pieces) {
    return new Sound(List.copyOf(pieces), pieces.stream().mapToInt(piece -> piece.length).sum());
  }

  /** Put together. */
  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(length);
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }

  /**
   * The beginning of it.
   *
   * @param most bytes, 0 or more
   */
  Sound first(int most) {
    if (length <= most) {
      return this;
    }
    List<byte[]> kept = new ArrayList<>();
    int left = most;
    for (byte[] piece : pieces) {
      if (left == 0) {
        break;
      }
      byte[] part = piece.length <= left ? piece : Arrays.copyOf(piece, left);
      kept.add(part);
      left -= part.length;
    }
    return new Sound(List.copyOf(kept), most);
  }
}
