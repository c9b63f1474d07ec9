package coda.voice.audio.codec;

/** Decodes the packets of a track, in their order, on the thread that calls. */
public interface PacketSound {
  /**
   * The next packet.
   *
   * @param bytes hold it
   * @param offset its first byte
   * @param length of it, at least 1
   */
  void hear(byte[] bytes, int offset, int length);

  /** There are no more. */
  void finish();
}
