package coda.voice.protocol.realtime;

/** How long a reasoning model thinks. */
public enum ReasoningEffort implements Wire {
  /** Hardly at all. */
  MINIMAL,
  /** A little. */
  LOW,
  /** More. */
  MEDIUM,
  /** Much. */
  HIGH,
  /** As much as it can. */
  XHIGH;

  /** The name on the wire. */
  @Override
  public String wireName() {
    return Wire.super.wireName();
  }
}
