package coda.voice.audio;

import java.util.Objects;

/**
 * Measures how loud a stretch of sound is, in dB relative to full scale.
 *
 * <p>0 dBFS is a square wave of full amplitude, so a sine of full amplitude measures −3.01 dBFS RMS
 * and 0 dBFS peak. Digital silence measures {@link #FLOOR_DBFS}, never minus infinity.
 *
 * <p>Used by one thread at a time.
 */
public final class LevelMeter {
  /** The lowest level reported. */
  public static final double FLOOR_DBFS = -120.0;

  private static final double FULL_SCALE = 32_768.0;

  private double sumOfSquares;
  private long count;
  private int peak;

  /** Listens to a frame; borrows it. */
  public void add(AudioFrame frame) {
    add(frame.samples(), 0, frame.length());
  }

  /**
   * Listens to samples.
   *
   * @param samples where they are
   * @param offset the first one
   * @param length how many
   */
  public void add(short[] samples, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, samples.length);
    long sum = 0; // 2^30 per sample: no overflow below 2^33 samples
    for (int i = offset; i < offset + length; i++) {
      int sample = samples[i];
      sum += (long) sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    sumOfSquares += sum;
    count += length;
  }

  /** Root mean square since the last reset, in dBFS. */
  public double rmsDbfs() {
    return count == 0 ? FLOOR_DBFS : decibels(Math.sqrt(sumOfSquares / count));
  }

  /** Highest absolute sample since the last reset, in dBFS. */
  public double peakDbfs() {
    return decibels(peak);
  }

  /** Starts a new measurement. */
  public void reset() {
    sumOfSquares = 0;
    count = 0;
    peak = 0;
  }

  private static double decibels(double amplitude) {
    return amplitude == 0
        ? FLOOR_DBFS
        : Math.max(FLOOR_DBFS, 20 * Math.log10(amplitude / FULL_SCALE));
  }
}
