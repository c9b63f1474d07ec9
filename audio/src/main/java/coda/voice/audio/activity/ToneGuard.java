package coda.voice.audio.activity;

import java.util.Arrays;

/**
 * Recognises sounds that no voice makes: nearly all power at one frequency (a beep), or a spectrum
 * that stands still (hum, a dial tone). A voice never holds still: its bands move by more than 1.5
 * dB within 40 ms in nearly every frame.
 */
final class ToneGuard {
  private static final double MOST_AT_ONE_FREQUENCY = 0.93;
  private static final double LEAST_CHANGE_DB = 1.0;
  private static final double SMOOTHING = 0.5;
  private static final int CHANGE_FRAMES = 2;
  private static final int LOWEST_BIN = FrameSpectrum.bin(60);
  private static final int HIGHEST_BIN = FrameSpectrum.bin(7_700);

  /** Half the width of the main lobe of the Hann window, in bins. */
  private static final int LOBE = 3;

  private final double[][] levels = new double[CHANGE_FRAMES][CriticalBands.COUNT];
  private int oldest;
  private double change;
  private boolean tone;

  void advance(FrameSpectrum spectrum, double[] bandPowers) {
    double[] before = levels[oldest];
    oldest = (oldest + 1) % CHANGE_FRAMES;
    double sum = 0;
    for (int band = 0; band < bandPowers.length; band++) {
      double level = 10 * Math.log10(bandPowers[band]);
      sum += Math.abs(level - before[band]);
      before[band] = level;
    }
    change = SMOOTHING * change + (1 - SMOOTHING) * sum / bandPowers.length;
    tone = change < LEAST_CHANGE_DB || concentration(spectrum.power()) > MOST_AT_ONE_FREQUENCY;
  }

  /** Whether the last frame was such a sound. */
  boolean tone() {
    return tone;
  }

  void reset() {
    for (double[] level : levels) {
      Arrays.fill(level, 0);
    }
    change = 0;
    tone = false;
  }

  /** Which part of the power lies around the strongest frequency. */
  private static double concentration(float[] power) {
    int peak = LOWEST_BIN;
    double sum = 0;
    for (int i = LOWEST_BIN; i < HIGHEST_BIN; i++) {
      sum += power[i];
      if (power[i] > power[peak]) {
        peak = i;
      }
    }
    double around = 0;
    for (int i = Math.max(LOWEST_BIN, peak - LOBE); i <= peak + LOBE; i++) {
      around += power[i];
    }
    return sum > 0 ? around / sum : 0;
  }
}
