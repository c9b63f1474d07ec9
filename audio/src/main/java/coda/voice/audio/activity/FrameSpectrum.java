package coda.voice.audio.activity;

import java.util.Arrays;

/**
 * The power spectrum of the last 40 ms of a stream at 16 kHz, taken every 20 ms under a Hann
 * window. Bins lie {@value #BIN_HZ} Hz apart.
 */
final class FrameSpectrum {
  static final int RATE = 16_000;
  static final int FRAME = RATE / 50;
  static final int SIZE = 1024;
  static final double BIN_HZ = (double) RATE / SIZE;

  private static final int WINDOW = 2 * FRAME;

  private final Fft fft = new Fft(SIZE);
  private final float[] hann = new float[WINDOW];
  private final float[] recent = new float[WINDOW];
  private final float[] real = new float[SIZE];
  private final float[] imaginary = new float[SIZE];
  private final float[] power = new float[SIZE / 2 + 1];
  private final double windowPower;

  FrameSpectrum() {
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / WINDOW));
      sum += hann[i] * hann[i];
    }
    windowPower = sum;
  }

  /** The nearest bin of a frequency. */
  static int bin(double hertz) {
    return (int) Math.round(hertz / BIN_HZ);
  }

  /** Moves on by 20 ms. */
  void advance(short[] frame) {
    System.arraycopy(recent, FRAME, recent, 0, WINDOW - FRAME);
    for (int i = 0; i < FRAME; i++) {
      recent[WINDOW - FRAME + i] = frame[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      real[i] = recent[i] * hann[i];
    }
    Arrays.fill(real, WINDOW, SIZE, 0);
    Arrays.fill(imaginary, 0);
    fft.transform(real, imaginary);
    // Scaled so that the bins of both halves add up to the mean square of the samples.
    float scale = (float) (1 / (windowPower * SIZE));
    for (int i = 0; i < power.length; i++) {
      power[i] = (real[i] * real[i] + imaginary[i] * imaginary[i]) * scale;
    }
  }

  /** Power per bin; not a copy. */
  float[] power() {
    return power;
  }

  /** Power from one frequency up to another. */
  double power(double fromHz, double toHz) {
    double sum = 0;
    for (int i = bin(fromHz); i < bin(toHz); i++) {
      sum += power[i];
    }
    return 2 * sum;
  }

  void reset() {
    Arrays.fill(recent, 0);
  }
}
