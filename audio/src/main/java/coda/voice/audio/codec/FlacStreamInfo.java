package coda.voice.audio.codec;

/**
 * What a FLAC stream says of itself in its first block (RFC 9639, section 8.2).
 *
 * @param sampleRate in Hz
 * @param channels 1 to 8
 * @param sampleBits 1 to 32
 * @param samples of each channel, or 0 when that is not known
 */
record FlacStreamInfo(int sampleRate, int channels, int sampleBits, long samples) {
  /** The shortest and longest frames, in samples and in bytes. */
  private static final int[] LENGTHS = {16, 16, 24, 24};

  /** Reads the content of the block. */
  static FlacStreamInfo read(FlacBits bits) {
    for (int length : LENGTHS) {
      bits.unsigned(length);
    }
    return new FlacStreamInfo(
        bits.unsigned(20),
        bits.unsigned(3) + 1,
        bits.unsigned(5) + 1,
        (long) bits.unsigned(18) << 18 | bits.unsigned(18));
  }
}
