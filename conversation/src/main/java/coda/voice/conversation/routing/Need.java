package coda.voice.conversation.routing;

/** What an answer needs besides knowing how to talk. Only the chain can have it. */
public enum Need {
  /** Something to be looked up, worked out or done. */
  TOOL,
  /** What was said before. */
  MEMORY
}
