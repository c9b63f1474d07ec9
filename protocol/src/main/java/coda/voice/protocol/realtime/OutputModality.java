package coda.voice.protocol.realtime;

/** What answers are made of; never both. */
public enum OutputModality implements Wire {
  /** Speech, with its transcript. */
  AUDIO,
  /** Text only. */
  TEXT;

  /** The name on the wire. */
  @Override
  public String wireName() {
    return Wire.super.wireName();
  }
}
