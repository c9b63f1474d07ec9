package coda.voice.protocol.realtime;

/** The generation of the protocol that a connection speaks. */
public enum Dialect {
  /** What is current: nested sessions, {@code response.output_audio.delta}. */
  GA,
  /** What was before: flat sessions, {@code response.audio.delta}. */
  BETA
}
