package coda.voice.audio.resample;

/** What a {@link Resampler} does to its stream. */
sealed interface Conversion permits Conversion.Copy, Polyphase {
  int process(short[] input, int offset, int count, short[] output, int at);

  int flush(short[] output, int at);

  void reset();

  /** Between equal rates. */
  record Copy() implements Conversion {
    @Override
    public int process(short[] input, int offset, int count, short[] output, int at) {
      System.arraycopy(input, offset, output, at, count);
      return count;
    }

    @Override
    public int flush(short[] output, int at) {
      return 0;
    }

    @Override
    public void reset() {}
  }
}
