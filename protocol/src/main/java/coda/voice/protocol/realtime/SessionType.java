package coda.voice.protocol.realtime;

/** What a session is for. */
public enum SessionType implements Wire {
  /** A conversation. */
  REALTIME,
  /** Speech to text, never an answer. */
  TRANSCRIPTION;

  /** The name on the wire. */
  @Override
  public String wireName() {
    return Wire.super.wireName();
  }
}
