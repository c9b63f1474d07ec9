package coda.voice.engines.kyutai.recognition;

/** Sound for tests, 24 kHz. */
final class Sounds {
  static final int RATE = 24_000;

  private Sounds() {}

  static short[] silence(int ms) {
    return new short[RATE / 1000 * ms];
  }

  static short[] tone(int ms) {
    short[] samples = silence(ms);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / RATE));
    }
    return samples;
  }

  static short[] join(short[]... parts) {
    int length = 0;
    for (short[] part : parts) {
      length += part.length;
    }
    short[] all = new short[length];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
