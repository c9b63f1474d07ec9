package coda.voice.audio.resample;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The coefficients that take one sample rate to another: a low-pass filter, a sinc under a Kaiser
 * window, cut into one short filter (a phase) for every distance an output sample can have from the
 * input samples around it.
 *
 * <p>The pass band ends at 90 % of half the lower rate, the stop band begins at half the lower
 * rate, so that nothing aliases into hearing. Window and length follow Kaiser's formulas (Oppenheim
 * and Schafer, Discrete-Time Signal Processing, "Design by the Kaiser window method").
 *
 * <p>Immutable, and computed once per pair of rates: the 48 pairs of Coda Voice take 8 MB if all
 * are ever used.
 */
final class PolyphaseFilter {
  private static final double STOP_BAND_DB = 84.0;
  private static final double PASS_BAND = 0.9;
  private static final double KAISER_BETA = 0.1102 * (STOP_BAND_DB - 8.7);

  private static final ConcurrentMap<Long, PolyphaseFilter> CACHE = new ConcurrentHashMap<>();

  private final int up;
  private final int down;
  private final int reach;
  private final Taps[] phases;

  private PolyphaseFilter(int from, int to) {
    int divisor = gcd(from, to);
    up = to / divisor;
    down = from / divisor;
    double nyquist = Math.min(from, to) / 2.0 / from; // in cycles per input sample
    double transition = nyquist * (1 - PASS_BAND);
    reach = (int) Math.ceil((STOP_BAND_DB - 7.95) / (14.36 * transition) / 2);
    phases = new Taps[up];
    for (int phase = 0; phase < up; phase++) {
      phases[phase] = Taps.of(phase((double) phase / up, nyquist - transition / 2));
    }
  }

  static PolyphaseFilter between(int from, int to) {
    return CACHE.computeIfAbsent((long) from << 32 | to, _ -> new PolyphaseFilter(from, to));
  }

  /** Output samples per {@link #down()} input samples. */
  int up() {
    return up;
  }

  /** Input samples per {@link #up()} output samples. */
  int down() {
    return down;
  }

  /** How many input samples on either side an output sample is made of. */
  int reach() {
    return reach;
  }

  /**
   * The filter for an output sample {@code phase / up} input samples after an input sample; it
   * covers {@code 2 * reach} samples, of which that one is number {@code reach - 1}.
   */
  Taps phase(int phase) {
    return phases[phase];
  }

  private double[] phase(double fraction, double cutoff) {
    double[] taps = new double[2 * reach];
    double sum = 0;
    for (int tap = 0; tap < taps.length; tap++) {
      double distance = tap - (reach - 1) - fraction;
      taps[tap] = sinc(2 * cutoff * distance) * kaiser(distance / reach);
      sum += taps[tap];
    }
    for (int tap = 0; tap < taps.length; tap++) {
      taps[tap] /= sum; // every phase passes DC alike
    }
    return taps;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - x * x))) / bessel(KAISER_BETA);
  }

  /** The modified Bessel function of order zero, by its power series. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > sum * 1e-16; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
