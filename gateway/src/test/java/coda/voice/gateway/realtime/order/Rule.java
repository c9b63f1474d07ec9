package coda.voice.gateway.realtime.order;

/** What must hold in every session, in the words of the protocol. */
public enum Rule {
  /** Only types that exist on a WebSocket are sent. */
  TYPE,
  /** Every event has an id, which is unique. */
  EVENT_ID,
  /** {@code session.created} is the first event, and there is one. */
  SESSION_FIRST,
  /** A session is told whole, and keeps its id, its type and its model. */
  SESSION,
  /** Times are whole numbers. */
  WHOLE_MS,
  /** Errors say what, in all their fields. */
  ERROR,
  /** An item is announced once, is done once, and afterwards. */
  ITEM,
  /** An item looks as clients can read it. */
  ITEM_SHAPE,
  /** Predecessors are items that were announced; those of new items are the last ones. */
  PREDECESSOR,
  /** Items that are deleted, retrieved or truncated exist. */
  ITEM_EXISTS,
  /** What is retrieved is what was said. */
  RETRIEVED,
  /** {@code response.created} is the first of a response, and looks like a beginning. */
  CREATED,
  /** {@code response.done} is the last of a response, and sums it up. */
  DONE,
  /** There is one response of the conversation at a time. */
  ONE_RESPONSE,
  /** Every end has its usage. */
  USAGE,
  /** The status of a response, and of what is in it, go together. */
  STATUS,
  /** An output item begins, is announced, has its content, and ends. */
  OUTPUT_ITEM,
  /** What belongs to no conversation is announced to none. */
  OUT_OF_BAND,
  /** A part begins, grows and ends within its item. */
  PART,
  /** The whole of a text is all its deltas, one after the other. */
  CONCATENATION,
  /** The arguments of a call come within its item, with its name. */
  ARGUMENTS,
  /** Audio is base64, of whole samples. */
  AUDIO,
  /** Speech starts, stops and is committed under one id. */
  SPEECH,
  /** What is committed becomes an item at once. */
  COMMITTED,
  /** Silence is told of only where the client asked for it. */
  TIMEOUT,
  /** Words of the user belong to an item that exists, and end once. */
  TRANSCRIPTION,
}
