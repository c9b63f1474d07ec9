package coda.voice.audio.enhance;

/**
 * A Butterworth high-pass of fourth order at 90 Hz, as two biquads (R. Bristow-Johnson, "Cookbook
 * formulae for audio EQ biquad filter coefficients"): hum at 50 Hz loses 20 dB, voices keep all.
 */
final class HighPassFilter {
  private static final double CUTOFF_HZ = 90;

  /** The two quality factors of a Butterworth filter of fourth order. */
  private static final double FIRST_Q = 0.54119610;

  private static final double SECOND_Q = 1.3065630;

  private final Biquad first;
  private final Biquad second;

  HighPassFilter(int sampleRate) {
    first = new Biquad(sampleRate, FIRST_Q);
    second = new Biquad(sampleRate, SECOND_Q);
  }

  void filter(short[] samples, int count) {
    for (int i = 0; i < count; i++) {
      double filtered = second.next(first.next(samples[i]));
      samples[i] = (short) Math.clamp(Math.round(filtered), Short.MIN_VALUE, Short.MAX_VALUE);
    }
  }

  /** Transposed direct form II. */
  private static final class Biquad {
    private final double b0;
    private final double b1;
    private final double a1;
    private final double a2;
    private double s1;
    private double s2;

    Biquad(int sampleRate, double q) {
      double omega = 2 * Math.PI * CUTOFF_HZ / sampleRate;
      double alpha = Math.sin(omega) / (2 * q);
      double cosine = Math.cos(omega);
      double a0 = 1 + alpha;
      b0 = (1 + cosine) / 2 / a0;
      b1 = -(1 + cosine) / a0;
      a1 = -2 * cosine / a0;
      a2 = (1 - alpha) / a0;
    }

    double next(double x) {
      double y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b0 * x - a2 * y;
      return y;
    }
  }
}
