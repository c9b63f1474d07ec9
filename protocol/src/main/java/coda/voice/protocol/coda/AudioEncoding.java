package coda.voice.protocol.coda;

/** How the bytes of audio travel. */
public enum AudioEncoding implements WireName {
  /** As hexadecimal digits in a text message: what the original client sends. */
  HEX,
  /** As base64 in a text message. */
  BASE64,
  /** In binary frames. */
  BINARY;

  /** The name on the wire, in lower case. */
  @Override
  public String wireName() {
    return WireName.super.wireName();
  }
}
