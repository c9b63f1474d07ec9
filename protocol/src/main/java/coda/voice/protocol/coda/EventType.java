package coda.voice.protocol.coda;

/** What can be subscribed to: the events inside {@code status}, and {@code metrics}. */
public enum EventType implements WireName {
  /** Work on a turn began. */
  PROCESSING_STARTED,
  /** Work on a turn goes on. */
  PROCESSING_PROGRESS,
  /** A turn was answered. */
  PROCESSING_COMPLETED,
  /** A turn could not be answered. */
  PROCESSING_FAILED,
  /** A conversation began. */
  CONVERSATION_CREATED,
  /** A conversation's settings changed. */
  CONVERSATION_UPDATED,
  /** A conversation ended. */
  CONVERSATION_ENDED,
  /** Somebody joined a conversation. */
  PARTICIPANT_JOINED,
  /** Somebody left a conversation. */
  PARTICIPANT_LEFT,
  /** The state of the server. */
  SYSTEM_STATUS,
  /** A measured value passed its threshold. */
  PERFORMANCE_ALERT,
  /** Something failed. */
  ERROR_OCCURRED,
  /** Audio of the user arrived. */
  AUDIO_RECEIVED,
  /** Audio of the user was worked through. */
  AUDIO_PROCESSED,
  /** Audio of the assistant was made. */
  AUDIO_GENERATED,
  /** A tool runs for a reply. */
  TOOL_STARTED,
  /** A tool has come to its end. */
  TOOL_ENDED,
  /** A reply that was begun before the turn was over became the reply, or was thrown away. */
  SPECULATION_ENDED,
  /** Something the assistant wanted to say by itself will not be said. */
  PROPOSAL_DROPPED,
  /** More of an interrupted reply was heard than was told; the history has it. */
  HISTORY_CORRECTED,
  /** It was decided who is to answer a turn. */
  TURN_ROUTED,
  /** Somebody's answer to a turn is heard from now on. */
  TURN_ANSWERED,
  /** The conversation works in another mode than the one asked for, or does so no longer. */
  MODE_CHANGED,
  /** Another engine does the work of one that failed. */
  ENGINE_FALLBACK,
  /** An engine that had failed does its work again. */
  ENGINE_RECOVERED,
  /** A turn is stored, and survives. */
  TURN_STORED,
  /** A turn will not be stored. */
  TURN_NOT_STORED,
  /** Turns are not stored as they should, or could not be read; the conversation goes on. */
  STORAGE_DEGRADED,
  /** Turns are stored again. */
  STORAGE_RECOVERED,
  /** The client's token is about to expire, and the connection with it. */
  AUTH_EXPIRING,
  /** An engine is getting ready. */
  MODEL_LOADING,
  /** An engine is ready. */
  MODEL_LOADED,
  /** An engine could not get ready. */
  MODEL_ERROR,
  /** Not an event: the {@code metrics} message of this connection. */
  METRICS;

  /** The name on the wire, in lower case. */
  @Override
  public String wireName() {
    return WireName.super.wireName();
  }
}
