package coda.voice.audio.resample;

/**
 * The coefficients of one phase of a filter, as whole numbers.
 *
 * <p>The JIT compiler makes vectors of a sum of whole products, while a sum of floats has to be
 * added up one by one: this makes resampling three times as fast. A product of a sample and a
 * coefficient that is exact enough does not fit into an {@code int}, so each coefficient comes in
 * two parts whose sums do.
 *
 * @param coarse coefficients in units of 1/16384
 * @param fine what is missing from them, in units of 1/2097152: between -64 and 64
 */
record Taps(int[] coarse, int[] fine) {
  private static final int FINE_BITS = 7;
  private static final int BITS = 21;

  /**
   * The whole numbers that are nearest.
   *
   * @param coefficients whose absolute values add up to less than 4, so that no sum overflows; at
   *     most 1,000 of them, for the same reason
   */
  static Taps of(double[] coefficients) {
    int[] coarse = new int[coefficients.length];
    int[] fine = new int[coefficients.length];
    for (int tap = 0; tap < coefficients.length; tap++) {
      int exact = (int) Math.round(coefficients[tap] * (1 << BITS));
      coarse[tap] = (exact + (1 << (FINE_BITS - 1))) >> FINE_BITS;
      fine[tap] = exact - (coarse[tap] << FINE_BITS);
    }
    return new Taps(coarse, fine);
  }

  /**
   * The sample that the filter makes of those around it.
   *
   * @param window of samples, each in 16 bits
   * @param from the first of them that counts
   */
  short apply(int[] window, int from) {
    return apply(coarse, fine, window, from);
  }

  /** With its arguments alone: read from fields, the arrays would be looked up for each product. */
  private static short apply(int[] coarse, int[] fine, int[] window, int from) {
    int ofCoarse = 0;
    int ofFine = 0;
    for (int tap = 0; tap < coarse.length; tap++) {
      int sample = window[from + tap];
      ofCoarse += coarse[tap] * sample;
      ofFine += fine[tap] * sample;
    }
    long exact = ((long) ofCoarse << FINE_BITS) + ofFine;
    long rounded = (exact + (1 << (BITS - 1))) >> BITS;
    return (short) Math.clamp(rounded, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
