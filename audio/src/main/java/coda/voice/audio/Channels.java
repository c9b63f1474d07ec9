package coda.voice.audio;

/** Sound of several channels, interleaved. */
public final class Channels {
  private Channels() {}

  /**
   * Mixes all channels to one: their mean.
   *
   * @param interleaved one sample of each channel, again and again
   * @param offset the first sample
   * @param channels how many there are
   * @param mono where the mean goes, from its beginning on
   * @param length how many samples of each channel
   */
  public static void mix(short[] interleaved, int offset, int channels, short[] mono, int length) {
    for (int i = 0; i < length; i++) {
      int sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += interleaved[offset + i * channels + channel];
      }
      mono[i] = (short) Math.round((float) sum / channels);
    }
  }
}
