package coda.voice.protocol.realtime;

/** Who speaks in a message. */
public enum Role implements Wire {
  /** The application. */
  SYSTEM,
  /** The user. */
  USER,
  /** The model. */
  ASSISTANT;

  /** The name on the wire. */
  @Override
  public String wireName() {
    return Wire.super.wireName();
  }
}
