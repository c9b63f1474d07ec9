package coda.voice.audio.activity;

/** The critical bands of hearing (Zwicker, 1961) that carry speech, from 100 to 7,700 Hz. */
final class CriticalBands {
  private static final int[] EDGES_HZ = {
    100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700,
    4400, 5300, 6400, 7700
  };

  static final int COUNT = EDGES_HZ.length - 1;

  /** Less than the rounding noise of 16 bits: keeps digital silence away from minus infinity. */
  private static final double LEAST_POWER = 0.05;

  private CriticalBands() {}

  static void powers(FrameSpectrum spectrum, double[] powers) {
    for (int band = 0; band < COUNT; band++) {
      powers[band] = LEAST_POWER + spectrum.power(EDGES_HZ[band], EDGES_HZ[band + 1]);
    }
  }
}
