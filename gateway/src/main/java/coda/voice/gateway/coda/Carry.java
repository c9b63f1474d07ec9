package coda.voice.gateway.coda;

import java.util.Arrays;

/** Cuts pieces of any length into whole blocks; what is left over leads the next piece. */
final class Carry {
  private final int block;
  private byte[] rest = new byte[0];

  /**
   * Nothing is carried yet.
   *
   * @param block bytes that belong together
   */
  Carry(int block) {
    this.block = block;
  }

  /** What was left over and the piece, as far as it fills blocks. */
  byte[] whole(byte[] piece) {
    if (rest.length == 0 && piece.length % block == 0) {
      return piece;
    }
    byte[] all = Arrays.copyOf(rest, rest.length + piece.length);
    System.arraycopy(piece, 0, all, rest.length, piece.length);
    int whole = all.length - all.length % block;
    rest = Arrays.copyOfRange(all, whole, all.length);
    return Arrays.copyOf(all, whole);
  }

  /** Forgets what is left over, and says how many bytes it was. */
  int clear() {
    int left = rest.length;
    rest = new byte[0];
    return left;
  }
}
