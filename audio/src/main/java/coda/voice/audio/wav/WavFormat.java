package coda.voice.audio.wav;

/**
 * What the header of a WAV file says.
 *
 * @param sampleRate samples per second and channel, {@value #LOWEST_RATE} to {@value
 *     #HIGHEST_RATE}: more than Coda Voice works with, so check or resample
 * @param channels 1 to {@value #MOST_CHANNELS}
 * @param encoding how samples are stored
 */
public record WavFormat(int sampleRate, int channels, WavEncoding encoding) {
  /** The lowest rate that is read, in Hz. */
  public static final int LOWEST_RATE = 1_000;

  /** The highest rate that is read, in Hz. */
  public static final int HIGHEST_RATE = 384_000;

  /** The most channels that are read. */
  public static final int MOST_CHANNELS = 16;

  /** Bytes that one sample of every channel takes. */
  public int bytesPerFrame() {
    return channels * encoding.bytesPerSample();
  }
}
