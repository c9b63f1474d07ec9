package coda.voice.protocol.realtime;

/** The generation of the protocol that a connection speaks. */
public enum Dialect {
  /** What is current: nested sessions, {@code response.output_audio.delta}. */
  GA,
  /** What was before: flat sessions, {@code response.audio.delta}. */
  BETA,
  /**
   * The previews of Azure: the same without events that came later, which their clients close the
   * connection for.
   */
  AZURE_PREVIEW;

  /** Whether sessions are flat, and events have their old names. */
  public boolean isBeta() {
    return this != GA;
  }
}
