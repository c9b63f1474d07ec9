package coda.voice.protocol.realtime;

/** How far an item is. There is no "cancelled": what was interrupted is incomplete. */
public enum ItemStatus implements Wire {
  /** Being made. */
  IN_PROGRESS,
  /** Whole. */
  COMPLETED,
  /** Interrupted or cut. */
  INCOMPLETE;

  /** The name on the wire. */
  @Override
  public String wireName() {
    return Wire.super.wireName();
  }
}
