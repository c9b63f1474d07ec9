package coda.voice.protocol.realtime;

import java.util.Arrays;

/**
 * Encoded audio. Equal when the bytes are; its text is its length, so that no log holds sound.
 *
 * @param bytes in the format of the session; not copied, so nobody may change them
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look at the bytes
public record AudioBytes(byte[] bytes) {
  @Override
  public boolean equals(Object other) {
    return other instanceof AudioBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes of audio";
  }
}
