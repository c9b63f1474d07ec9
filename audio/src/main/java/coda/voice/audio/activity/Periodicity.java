package coda.voice.audio.activity;

import java.util.Arrays;

/**
 * How strongly a spectrum repeats at one pitch between 80 and 400 Hz, as voices do: the highest
 * peak of the generalised autocorrelation (Tolonen and Karjalainen, "A computationally efficient
 * multipitch analysis model", 2000), whose compressed spectrum keeps one strong formant or the tilt
 * of pink noise from posing as a pitch.
 */
final class Periodicity {
  private static final int LOWEST_BIN = FrameSpectrum.bin(90);
  private static final int HIGHEST_BIN = FrameSpectrum.bin(3_500);
  private static final int SHORTEST_LAG = FrameSpectrum.RATE / 400;
  private static final int LONGEST_LAG = FrameSpectrum.RATE / 80;

  private final Fft fft = new Fft(FrameSpectrum.SIZE);
  private final float[] real = new float[FrameSpectrum.SIZE];
  private final float[] imaginary = new float[FrameSpectrum.SIZE];

  /** From about 0.2 for noise to about 0.8 for a clear vowel. */
  double of(float[] power) {
    Arrays.fill(real, 0);
    Arrays.fill(imaginary, 0);
    for (int i = LOWEST_BIN; i < HIGHEST_BIN; i++) {
      float compressed = (float) Math.cbrt(power[i]);
      real[i] = compressed;
      real[FrameSpectrum.SIZE - i] = compressed;
    }
    fft.transform(real, imaginary);
    if (real[0] <= 0) {
      return 0;
    }
    float peak = 0;
    for (int lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag++) {
      boolean top = real[lag] >= real[lag - 1] && real[lag] >= real[lag + 1];
      if (top) {
        peak = Math.max(peak, real[lag]);
      }
    }
    return peak / real[0];
  }
}
