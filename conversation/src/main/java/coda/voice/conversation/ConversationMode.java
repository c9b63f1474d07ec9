package coda.voice.conversation;

/** How turns are taken. */
public enum ConversationMode {
  /** Both may speak at any time; speaking over the assistant interrupts it. */
  FULL_DUPLEX,
  /** Turns end by silence; while the assistant speaks, the microphone is ignored. */
  TURN_BASED,
  /** The client says when a turn ends; silence never does. */
  PUSH_TO_TALK
}
