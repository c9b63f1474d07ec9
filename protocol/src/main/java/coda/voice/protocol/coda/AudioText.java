package coda.voice.protocol.coda;

import static coda.voice.protocol.ProtocolError.PROTOCOL_AUDIO_ENCODING;

import coda.voice.protocol.ProtocolException;
import coda.voice.protocol.Shown;
import java.util.Base64;
import java.util.HexFormat;

/** Audio bytes as text, and back. */
public final class AudioText {
  private AudioText() {}

  /**
   * The bytes in the {@code audio_data} of a message.
   *
   * @param encoding what was agreed
   * @param text the field
   * @throws ProtocolException {@code PROTOCOL_AUDIO_ENCODING} when it is not that, is cut off, or
   *     audio should have come in binary frames
   */
  public static byte[] decode(AudioEncoding encoding, String text) {
    return switch (encoding) {
      case HEX -> hex(text);
      case BASE64 -> base64(text);
      case BINARY ->
          throw invalid("audio_data is not used: binary frames were agreed for this audio");
    };
  }

  /**
   * Bytes as the text of an {@code audio_data} field.
   *
   * @param encoding {@link AudioEncoding#HEX} or {@link AudioEncoding#BASE64}
   * @param bytes the audio
   * @throws IllegalArgumentException for {@link AudioEncoding#BINARY}
   */
  public static String encode(AudioEncoding encoding, byte[] bytes) {
    return switch (encoding) {
      case HEX -> HexFormat.of().formatHex(bytes);
      case BASE64 -> Base64.getEncoder().encodeToString(bytes);
      case BINARY -> throw new IllegalArgumentException("binary audio does not travel as text");
    };
  }

  private static byte[] hex(String text) {
    if ((text.length() & 1) != 0) {
      throw invalid(
          "audio_data is cut off: "
              + text.length()
              + " hex digits, but every byte has two (agreed encoding: hex)");
    }
    byte[] bytes = new byte[text.length() / 2];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (digit(text, 2 * at) << 4 | digit(text, 2 * at + 1));
    }
    return bytes;
  }

  private static int digit(String text, int at) {
    char c = text.charAt(at);
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = (c | 0x20) - 'a';
    if (letter >= 0 && letter < 6 && c < 0x80) {
      return letter + 10;
    }
    throw invalid(
        "audio_data holds "
            + Shown.text(String.valueOf(c))
            + " at "
            + at
            + ", which is no hex digit (agreed encoding: hex)");
  }

  private static byte[] base64(String text) {
    if ((text.length() & 3) != 0) {
      throw invalid(
          "audio_data is cut off: "
              + text.length()
              + " base64 characters, not a multiple of four (agreed encoding: base64)");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw invalid("audio_data is not base64 as in RFC 4648, section 4 (agreed encoding: base64)");
    }
  }

  private static ProtocolException invalid(String message) {
    return new ProtocolException(PROTOCOL_AUDIO_ENCODING, message);
  }
}
