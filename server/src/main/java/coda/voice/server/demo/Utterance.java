package coda.voice.server.demo;

import coda.voice.audio.FramePool;

/**
 * Recorded speech, and where in the recording somebody really speaks.
 *
 * @param text what is said
 * @param samples mono, at {@link StereoTape#SAMPLE_RATE}
 * @param speechStart the first sample of speech
 * @param speechEnd one after the last sample of speech
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Utterance(String text, short[] samples, int speechStart, int speechEnd) {
  /** Speech is what is louder than this part of the loudest sample: -40 dB. */
  private static final double SPEECH_LEVEL = 0.01;

  /**
   * Finds the speech in a recording.
   *
   * @param samples mono, at {@link StereoTape#SAMPLE_RATE}
   */
  static Utterance of(String text, short[] samples) {
    int peak = 0;
    for (short sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    double level = Math.max(1, peak * SPEECH_LEVEL);
    int start = 0;
    while (start < samples.length && Math.abs(samples[start]) < level) {
      start++;
    }
    int end = samples.length;
    while (end > start && Math.abs(samples[end - 1]) < level) {
      end--;
    }
    return new Utterance(text, samples, start, end);
  }

  /** How many frames of {@link FramePool#FRAME_MS} it fills. */
  int frames() {
    int length = FramePool.samplesPerFrame(StereoTape.SAMPLE_RATE);
    return (samples.length + length - 1) / length;
  }
}
