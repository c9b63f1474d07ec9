package coda.voice.client.audio;

/** Where a microphone's mono samples come from. Used by one thread; closed by any. */
public interface AudioSource extends AutoCloseable {
  /** Samples per second. */
  int sampleRate();

  /** Whether reading waits for the sound itself, as a device does. */
  boolean isLive();

  /**
   * Reads the next samples.
   *
   * @param target receives them from index 0
   * @return how many; fewer than fit only at the end, 0 after it
   */
  int read(short[] target);

  /** Lets a device go. Idempotent. */
  @Override
  void close();
}
