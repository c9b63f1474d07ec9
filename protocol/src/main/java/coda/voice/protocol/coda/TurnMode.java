package coda.voice.protocol.coda;

/** How turns are taken ({@code conversation_mode} on the wire). */
public enum TurnMode implements WireName {
  /** Both may speak at any time; speaking over the assistant interrupts it. */
  FULL_DUPLEX,
  /** Turns end by silence; while the assistant speaks, the microphone is ignored. */
  TURN_BASED,
  /** The client says when a turn ends. */
  PUSH_TO_TALK;

  /** The name on the wire, in lower case. */
  @Override
  public String wireName() {
    return WireName.super.wireName();
  }
}
