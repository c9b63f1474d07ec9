package coda.voice.audio.activity;

import java.util.Arrays;

/**
 * The level of the background in each band, by minimum statistics (after R. Martin, "Noise power
 * spectral density estimation based on optimal smoothing and minimum statistics", 2001): speech
 * pauses again and again in every band, noise does not, so the lowest smoothed power of the last
 * two seconds is noise.
 */
final class NoiseFloor {
  private static final int SPANS = 8;
  private static final int SPAN_FRAMES = 12;
  private static final double SMOOTHING = 0.7;

  /** By how much the minimum lies below the mean of steady noise. */
  private static final double BIAS = 1.5;

  /** A band of a quiet room, about −65 dBFS. */
  private static final double QUIET_POWER = 300;

  private final int bands;
  private final double[] smoothed;
  private final double[][] minima;
  private int span;
  private int framesInSpan;
  private boolean started;

  NoiseFloor(int bands) {
    this.bands = bands;
    smoothed = new double[bands];
    minima = new double[SPANS][bands];
    reset();
  }

  void reset() {
    for (double[] minimum : minima) {
      Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    }
    // A stream may begin in the middle of a word: until two seconds are known, quiet is assumed.
    Arrays.fill(minima[SPANS - 1], QUIET_POWER);
    span = 0;
    framesInSpan = 0;
    started = false;
  }

  /** Hears the next frame. */
  void advance(double[] powers) {
    if (framesInSpan == SPAN_FRAMES) {
      framesInSpan = 0;
      span = (span + 1) % SPANS;
      Arrays.fill(minima[span], Double.POSITIVE_INFINITY);
    }
    framesInSpan++;
    for (int band = 0; band < bands; band++) {
      smoothed[band] =
          started ? SMOOTHING * smoothed[band] + (1 - SMOOTHING) * powers[band] : powers[band];
      minima[span][band] = Math.min(minima[span][band], smoothed[band]);
    }
    started = true;
  }

  /** The power of the background in a band. */
  double power(int band) {
    double lowest = Double.POSITIVE_INFINITY;
    for (double[] minimum : minima) {
      lowest = Math.min(lowest, minimum[band]);
    }
    return lowest * BIAS;
  }
}
