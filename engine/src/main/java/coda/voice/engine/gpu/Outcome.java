package coda.voice.engine.gpu;

/** What became of an attempt to book. */
enum Outcome {
  /** Booked. */
  DONE,
  /** The card has no room. */
  NO_ROOM,
  /** The component would exceed its maximum. */
  ABOVE_MAXIMUM,
  /** The component is not registered any more. */
  CLOSED,
  /** Somebody else changed the component meanwhile: to be tried again. */
  MOVED
}
