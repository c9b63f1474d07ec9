package coda.voice.engines.local.synthesis;

/** Measures samples. */
record Sound(short[] samples, int rate) {
  private static final int SILENCE = 104;

  double seconds() {
    return (double) samples.length / rate;
  }

  double dbfs() {
    double sum = 0;
    for (short sample : samples) {
      sum += (double) sample * sample;
    }
    return 20 * Math.log10(Math.sqrt(sum / samples.length) / 32768);
  }

  /** How many samples are as loud as can be. */
  int clipped() {
    int count = 0;
    for (short sample : samples) {
      count += sample >= 32767 || sample <= -32767 ? 1 : 0;
    }
    return count;
  }

  double leadingSilenceMs() {
    int at = 0;
    while (at < samples.length && Math.abs(samples[at]) < SILENCE) {
      at++;
    }
    return at * 1000.0 / rate;
  }

  double trailingSilenceMs() {
    int at = samples.length;
    while (at > 0 && Math.abs(samples[at - 1]) < SILENCE) {
      at--;
    }
    return (samples.length - at) * 1000.0 / rate;
  }

  /** Loudness of a stretch, in dBFS. */
  double dbfs(long from, long to) {
    int start = (int) Math.clamp(from, 0, samples.length);
    int end = (int) Math.clamp(to, start, samples.length);
    return new Sound(java.util.Arrays.copyOfRange(samples, start, end), rate).dbfs();
  }
}
