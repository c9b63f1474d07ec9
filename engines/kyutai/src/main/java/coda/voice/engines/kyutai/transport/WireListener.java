package coda.voice.engines.kyutai.transport;

/** Told what comes over a {@link Wire}, by one thread at a time. */
public interface WireListener {
  /** The opening handshake is done. */
  void onOpen();

  /**
   * A binary message. The next one is read only after {@link Wire#next}.
   *
   * @param message all of it; belongs to the listener
   */
  void onMessage(byte[] message);

  /**
   * The end, once, whatever happened; not after {@link Wire#abort}.
   *
   * @param end how
   */
  void onEnd(WireEnd end);
}
