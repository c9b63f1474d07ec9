package coda.voice.server.config;

/** What of a conversation is recorded. */
public enum JournalContent {
  /** Nothing. */
  OFF,
  /** What happened, with all words, without sound. */
  EVENTS,
  /** The sound of both sides too. */
  AUDIO
}
