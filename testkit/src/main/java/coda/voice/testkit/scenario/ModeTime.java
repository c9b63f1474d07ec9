package coda.voice.testkit.scenario;

/** The times of the modes with a duplex model, by the names they have in a scenario. */
public enum ModeTime {
  /** How long the first answer waits to be compared with the other. */
  CHOICE,
  /** How long the duplex model may keep silent before the chain is asked. */
  DUPLEX_WAIT,
  /** How long after a turn the chain may take over. */
  TAKEOVER,
  /** After so long without a word the line to the duplex model is given back. */
  DUPLEX_IDLE
}
