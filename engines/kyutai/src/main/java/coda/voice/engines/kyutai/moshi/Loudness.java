package coda.voice.engines.kyutai.moshi;

/**
 * Tells quiet stretches of one stream of sound from others, by level alone: quiet is what is hardly
 * louder than the quietest that was heard lately. One thread at a time.
 */
final class Loudness {
  /** Never loud, about -49 dB of full scale. */
  private static final double FLOOR = 120;

  private static final double ABOVE_NOISE = 2.5;

  /** The remembered noise grows by a tenth in a second, so that a louder room is learned. */
  private static final double FORGETTING = 1.002;

  private double noise = FLOOR;

  /**
   * Whether this is quiet.
   *
   * @param samples where
   * @param offset the first one
   * @param count about 20 ms
   */
  boolean quiet(short[] samples, int offset, int count) {
    double energy = 0;
    for (int i = offset; i < offset + count; i++) {
      energy += samples[i] * (double) samples[i];
    }
    double level = count == 0 ? 0 : Math.sqrt(energy / count);
    noise = Math.max(1, Math.min(level, noise * FORGETTING));
    return level <= Math.max(FLOOR, noise * ABOVE_NOISE);
  }
}
