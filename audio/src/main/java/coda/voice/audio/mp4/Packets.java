package coda.voice.audio.mp4;

/** Takes the places of packets in a file, in their order. */
interface Packets {
  /**
   * The place of the next packet.
   *
   * @param position in the file; may be beyond its end
   * @param length in bytes
   * @return whether to go on
   */
  boolean next(long position, int length);
}
