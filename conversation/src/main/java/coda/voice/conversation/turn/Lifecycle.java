package coda.voice.conversation.turn;

/** Whether the session takes new turns. */
public enum Lifecycle {
  /** Takes turns. */
  LIVE,
  /** Takes no new turns; ends with the present answer. */
  DRAINING,
  /** Over; every event is ignored. */
  CLOSED
}
