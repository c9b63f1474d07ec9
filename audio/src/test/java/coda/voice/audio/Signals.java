package coda.voice.audio;

import java.util.Random;

/** Sounds to test with; every call with the same arguments gives the same sound. */
public final class Signals {
  private Signals() {}

  public static short[] sine(int rate, double frequency, double amplitude, int count) {
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = sample(amplitude * Math.sin(2 * Math.PI * frequency * i / rate));
    }
    return samples;
  }

  public static short[] white(double rms, int count, long seed) {
    Random random = new Random(seed);
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = sample(rms * random.nextGaussian());
    }
    return samples;
  }

  /** Noise of 3 dB less power per octave, with Paul Kellet's filter. */
  public static short[] pink(double rms, int count, long seed) {
    Random random = new Random(seed);
    double[] exact = new double[count];
    double b0 = 0;
    double b1 = 0;
    double b2 = 0;
    for (int i = 0; i < count; i++) {
      double white = random.nextGaussian();
      b0 = 0.99765 * b0 + white * 0.0990460;
      b1 = 0.96300 * b1 + white * 0.2965164;
      b2 = 0.57000 * b2 + white * 1.0526913;
      exact[i] = b0 + b1 + b2 + white * 0.1848;
    }
    return scaled(exact, rms);
  }

  /** Mains hum: 50 Hz and its harmonics. */
  public static short[] hum(int rate, double rms, int count) {
    double[] exact = new double[count];
    for (int i = 0; i < count; i++) {
      for (int harmonic = 1; harmonic <= 6; harmonic++) {
        exact[i] +=
            Math.sin(2 * Math.PI * 50 * harmonic * i / rate + harmonic) / (harmonic * harmonic);
      }
    }
    return scaled(exact, rms);
  }

  public static double rms(short[] samples) {
    return rms(samples, 0, samples.length);
  }

  public static double rms(short[] samples, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / Math.max(1, to - from));
  }

  public static short[] sum(short[] a, short[] b) {
    short[] sum = new short[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sample(a[i] + b[i]);
    }
    return sum;
  }

  public static double decibels(double ratio) {
    return 20 * Math.log10(Math.max(ratio, 1e-12));
  }

  /**
   * How far everything but a sine of the given frequency lies below that sine, in dB.
   *
   * @return amplitude of the sine, and the ratio of sine to rest
   */
  public static SineFit fit(short[] samples, int from, int to, int rate, double frequency) {
    double cc = 0;
    double ss = 0;
    double cs = 0;
    double xc = 0;
    double xs = 0;
    for (int i = from; i < to; i++) {
      double c = Math.cos(2 * Math.PI * frequency * i / rate);
      double s = Math.sin(2 * Math.PI * frequency * i / rate);
      cc += c * c;
      ss += s * s;
      cs += c * s;
      xc += samples[i] * c;
      xs += samples[i] * s;
    }
    double determinant = cc * ss - cs * cs;
    double a = (xc * ss - xs * cs) / determinant;
    double b = (xs * cc - xc * cs) / determinant;
    double rest = 0;
    for (int i = from; i < to; i++) {
      double fitted =
          a * Math.cos(2 * Math.PI * frequency * i / rate)
              + b * Math.sin(2 * Math.PI * frequency * i / rate);
      rest += (samples[i] - fitted) * (samples[i] - fitted);
    }
    double amplitude = Math.hypot(a, b);
    double restRms = Math.sqrt(rest / (to - from));
    return new SineFit(
        amplitude, Math.atan2(a, b), decibels(amplitude / Math.sqrt(2) / Math.max(restRms, 1e-9)));
  }

  /** A sine found in a signal: amplitude, phase at sample 0, and dB over all the rest. */
  public record SineFit(double amplitude, double phase, double overRestDb) {}

  private static short[] scaled(double[] exact, double rms) {
    double sum = 0;
    for (double x : exact) {
      sum += x * x;
    }
    double gain = rms / Math.sqrt(sum / exact.length);
    short[] samples = new short[exact.length];
    for (int i = 0; i < exact.length; i++) {
      samples[i] = sample(exact[i] * gain);
    }
    return samples;
  }

  private static short sample(double exact) {
    return (short) Math.clamp(Math.round(exact), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
