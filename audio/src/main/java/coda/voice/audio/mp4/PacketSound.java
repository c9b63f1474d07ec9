package coda.voice.audio.mp4;

/** Decodes the packets of a track, in their order. */
interface PacketSound {
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
