package coda.voice.protocol.realtime;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads {@code input_audio_buffer.append}, the event that comes fifty times a second, straight from
 * the bytes of the message into the caller's array: no tree, no text, nothing allocated.
 *
 * <p>It knows exactly the plain form: one object with {@code type}, {@code audio} and perhaps
 * {@code event_id}, in any order, with any white space, {@code \/} for {@code /}. For all else, be
 * it another event, another field, or a mistake, it says {@link #NOT_PLAIN}, and {@link
 * RealtimeReader} reads the message or says what is wrong with it. What this reader accepts, that
 * one reads to the same audio.
 *
 * <p>One for each connection: it serves one thread at a time.
 */
public final class AppendReader {
  /** The message is not an append in plain form. */
  public static final int NOT_PLAIN = -1;

  private static final byte[] TYPE = ascii("type");
  private static final byte[] AUDIO = ascii("audio");
  private static final byte[] EVENT_ID = ascii("event_id");
  private static final byte[] APPEND = ascii("input_audio_buffer.append");
  private static final int MAX_EVENT_ID = 512;

  private byte[] message = new byte[0];
  private int at;
  private int end;
  private int decoded;

  /** A reader for a connection. */
  public AppendReader() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The room that the audio of a message needs at most.
   *
   * @param messageBytes of the whole message, 0 or more
   * @return bytes
   */
  public static int room(int messageBytes) {
    return messageBytes / 4 * 3;
  }

  /**
   * Reads the audio of an append.
   *
   * @param utf8 holds the message
   * @param from where it begins
   * @param length bytes of it
   * @param target with {@link #room} for the audio; holds anything if the message is not plain
   * @return bytes of audio, 0 or more, or {@link #NOT_PLAIN}
   * @throws IndexOutOfBoundsException when there is no such message or too little room
   */
  public int read(byte[] utf8, int from, int length, byte[] target) {
    Objects.checkFromIndexSize(from, length, utf8.length);
    Objects.checkFromIndexSize(0, room(length), target.length);
    message = utf8;
    at = from;
    end = from + length;
    decoded = NOT_PLAIN;
    return isPlain(target) && decoded <= ItemReader.MAX_AUDIO ? decoded : NOT_PLAIN;
  }

  private boolean isPlain(byte[] target) {
    boolean append = false;
    boolean named = false;
    if (!next('{')) {
      return false;
    }
    do {
      if (!next('"')) {
        return false;
      }
      if (!append && skip(TYPE)) {
        append = colon() && skip(APPEND);
        if (!append) {
          return false;
        }
      } else if (decoded == NOT_PLAIN && skip(AUDIO)) {
        if (!colon() || !audio(target)) {
          return false;
        }
      } else if (!named && skip(EVENT_ID)) {
        named = colon() && id();
        if (!named) {
          return false;
        }
      } else {
        return false;
      }
    } while (next(','));
    return append && decoded != NOT_PLAIN && next('}') && onlySpaceIsLeft();
  }

  /** Takes this character, after white space, if it is next. */
  private boolean next(char wanted) {
    space();
    if (at < end && message[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private boolean onlySpaceIsLeft() {
    space();
    return at == end;
  }

  private void space() {
    while (at < end && isSpace(message[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Takes these characters and the quote after them if they are next. */
  private boolean skip(byte[] text) {
    int after = at + text.length;
    if (after >= end || message[after] != '"') {
      return false;
    }
    for (int each = 0; each < text.length; each++) {
      if (message[at + each] != text[each]) {
        return false;
      }
    }
    at = after + 1;
    return true;
  }

  private boolean colon() {
    return next(':') && next('"');
  }

  /** Takes an id of printable ASCII without escapes and its quote. */
  private boolean id() {
    int most = Math.min(end, at + MAX_EVENT_ID + 1);
    for (int each = at; each < most; each++) {
      byte c = message[each];
      if (c == '"') {
        at = each + 1;
        return true;
      }
      if (c < ' ' || c == '\\') { // bytes above ASCII are negative
        return false;
      }
    }
    return false;
  }

  /** Takes base64 and its quote. */
  private boolean audio(byte[] target) {
    int written = 0;
    while (true) {
      while (at + 4 <= end) {
        int bits = Base64Bytes.group(message, at);
        if (bits < 0) {
          break;
        }
        target[written] = (byte) (bits >> 16);
        target[written + 1] = (byte) (bits >> 8);
        target[written + 2] = (byte) bits;
        written += 3;
        at += 4;
      }
      if (at < end && message[at] == '"') {
        at++;
        decoded = written;
        return true;
      }
      int group = carefully(target, written);
      if (group < 0) {
        return false;
      }
      written += group;
      if (group < 3) { // what is padded is the last
        decoded = written;
        return at < end && message[at++] == '"';
      }
    }
  }

  /** A group with an escape or padding: the bytes it gives, 1 to 3, or -1. */
  private int carefully(byte[] target, int written) {
    int bits = 0;
    int digits = 0;
    while (digits < 4 && at < end && message[at] != '=') {
      if (message[at] == '\\') {
        at++;
        if (at >= end || message[at] != '/') {
          return -1;
        }
      }
      int value = Base64Bytes.value(message[at++]);
      if (value < 0) {
        return -1;
      }
      bits = bits << 6 | value;
      digits++;
    }
    for (int padding = digits; padding < 4; padding++) {
      if (digits < 2 || at >= end || message[at++] != '=') {
        return -1;
      }
      bits <<= 6;
    }
    for (int each = 0; each < digits - 1; each++) {
      target[written + each] = (byte) (bits >> (16 - 8 * each));
    }
    return digits - 1;
  }
}
