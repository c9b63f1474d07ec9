package coda.voice.conversation.turn;

/** Whether the session takes new turns. */
public enum Lifecycle {
  /** Takes turns. */
  LIVE,
  /** The connection is lost and may come back: nothing is heard, nothing is played. */
  SUSPENDED,
  /** Takes no new turns; ends with the present answer. */
  DRAINING,
  /** Over; every event is ignored. */
  CLOSED
}
