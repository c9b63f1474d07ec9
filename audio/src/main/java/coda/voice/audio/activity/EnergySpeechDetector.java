package coda.voice.audio.activity;

import coda.voice.audio.AudioFrame;

/**
 * Detects speech without any native library.
 *
 * <p>A frame is likely speech when some of its critical bands rise above the background, which
 * {@link NoiseFloor} follows, while the sound has or has just had the pitch of a voice ({@link
 * Periodicity}) and moves as voices do ({@link ToneGuard}). Noise of whatever level has no pitch,
 * and tones do not move, so neither counts as speech, not even before the background is known.
 * Unvoiced sounds count while a voiced one was heard within the last fifth of a second; those that
 * begin an utterance do not, which the listener's pre-roll makes up for.
 *
 * <p>Costs two transforms of 1,024 points per frame and allocates nothing.
 */
public final class EnergySpeechDetector implements SpeechDetector {
  /** −65 dBFS: what is softer is silence. */
  private static final double SILENCE_RMS = 18;

  private static final double PROMINENCE_DB = 5.5;
  private static final double PROMINENCE_WIDTH_DB = 1.0;
  private static final double VOICING = 0.11;
  private static final double VOICING_WIDTH = 0.008;

  /** Loses half of what it knows in 160 ms. */
  private static final double VOICE_MEMORY = 0.92;

  private final WideBandFrames frames;
  private final SpeechFeatures features = new SpeechFeatures();
  private double voicedBefore;
  private double voice;

  /**
   * A detector for one stream.
   *
   * @param sampleRate of the frames it will hear, one of {@link coda.voice.audio.SampleRates#ALL}
   * @throws coda.voice.audio.AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public EnergySpeechDetector(int sampleRate) {
    frames = new WideBandFrames(sampleRate);
  }

  /**
   * {@inheritDoc}
   *
   * @throws coda.voice.audio.AudioException {@code AUDIO_FRAME_UNEXPECTED} for another rate or more
   *     than 20 ms
   */
  @Override
  public double listen(AudioFrame frame) {
    features.advance(frames.next(frame));
    boolean audible = features.rms() > SILENCE_RMS;
    double voiced =
        audible && !features.tone() ? likely(features.voicing(), VOICING, VOICING_WIDTH) : 0;
    // Two frames in a row: one alone may be the edge of a beep or chance.
    voice = Math.max(Math.min(voiced, voicedBefore), voice * VOICE_MEMORY);
    voicedBefore = voiced;
    return audible ? voice * likely(features.prominence(), PROMINENCE_DB, PROMINENCE_WIDTH_DB) : 0;
  }

  @Override
  public void reset() {
    frames.reset();
    features.reset();
    voicedBefore = 0;
    voice = 0;
  }

  @Override
  public void close() {}

  private static double likely(double value, double middle, double width) {
    return 1 / (1 + Math.exp((middle - value) / width));
  }
}
