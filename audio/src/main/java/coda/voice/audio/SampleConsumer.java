package coda.voice.audio;

/** Takes stretches of sound of any length; {@link FrameSplitter#write} is one. */
@FunctionalInterface
public interface SampleConsumer {
  /**
   * Takes the next samples.
   *
   * @param samples where they are; borrowed for the call
   * @param offset the first one
   * @param count how many
   */
  void accept(short[] samples, int offset, int count);
}
