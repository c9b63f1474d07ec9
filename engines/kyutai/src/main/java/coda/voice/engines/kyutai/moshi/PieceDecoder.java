package coda.voice.engines.kyutai.moshi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Puts Moshi's text together from the pieces of its vocabulary. A character that the vocabulary
 * lacks comes as its UTF-8 bytes, each a piece of its own; the Python server writes them as {@code
 * <0xC3>}. What comes out is always whole characters. One thread at a time.
 */
final class PieceDecoder {
  private static final int ESCAPE = 6; // <0xHH>
  private static final int LONGEST_REST = 4;

  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** The beginning of a character whose rest has not come. */
  private final byte[] begun = new byte[LONGEST_REST];

  private int begunBytes;

  /**
   * Takes a piece.
   *
   * @param message where it is
   * @param offset its first byte; it ends with the message
   * @return the characters that are complete now, may be none
   */
  String take(byte[] message, int offset) {
    ByteBuffer bytes = ByteBuffer.allocate(begunBytes + message.length - offset);
    bytes.put(begun, 0, begunBytes);
    for (int at = offset; at < message.length; ) {
      int escaped = escaped(message, at);
      bytes.put(escaped < 0 ? message[at] : (byte) escaped);
      at += escaped < 0 ? 1 : ESCAPE;
    }
    bytes.flip();
    CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
    utf8.reset();
    utf8.decode(bytes, chars, false); // no end: the beginning of a character stays in the bytes
    begunBytes = bytes.remaining();
    bytes.get(begun, 0, begunBytes);
    return chars.flip().toString();
  }

  /** The byte that {@code <0xHH>} stands for, or -1. */
  private static int escaped(byte[] bytes, int at) {
    if (at + ESCAPE > bytes.length
        || bytes[at] != '<'
        || bytes[at + 1] != '0'
        || bytes[at + 2] != 'x'
        || bytes[at + 5] != '>') {
      return -1;
    }
    int high = Character.digit(bytes[at + 3], 16);
    int low = Character.digit(bytes[at + 4], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
