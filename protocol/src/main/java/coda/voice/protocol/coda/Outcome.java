package coda.voice.protocol.coda;

/** How a reply ended. */
public enum Outcome implements WireName {
  /** All of it was said. */
  COMPLETED,
  /** Stopped before anything was heard. */
  CANCELLED,
  /** Stopped while it was heard. */
  TRUNCATED,
  /** It could not be finished. */
  FAILED;

  /** The name on the wire, in lower case. */
  @Override
  public String wireName() {
    return WireName.super.wireName();
  }
}
