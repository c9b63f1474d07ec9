package coda.voice.audio.activity;

import static coda.voice.audio.AudioError.AUDIO_SEGMENTER_INVALID;

import coda.voice.audio.AudioException;

/**
 * When a row of probabilities becomes speech.
 *
 * @param startThreshold a frame at least this likely counts towards a start, above 0 up to 1
 * @param stopThreshold a frame less likely than this counts towards a stop, above 0 up to {@code
 *     startThreshold}
 * @param onsetFrames how many frames must count towards a start, with none that counts towards a
 *     stop between them, at least 1
 * @param hangoverFrames how many frames in a row must count towards a stop, at least 1: shorter
 *     gaps belong to the speech
 */
public record SegmenterOptions(
    double startThreshold, double stopThreshold, int onsetFrames, int hangoverFrames) {

  /** Start after 60 ms at 0.5; stop after 200 ms below 0.35. */
  public static final SegmenterOptions DEFAULT = new SegmenterOptions(0.5, 0.35, 3, 10);

  /**
   * Checked options.
   *
   * @throws AudioException {@code AUDIO_SEGMENTER_INVALID}
   */
  public SegmenterOptions {
    if (!(startThreshold > 0 && startThreshold <= 1)) {
      throw invalid("The start threshold is above 0 and at most 1, not " + startThreshold);
    }
    if (!(stopThreshold > 0 && stopThreshold <= startThreshold)) {
      throw invalid(
          "The stop threshold is above 0 and at most the start threshold, not " + stopThreshold);
    }
    if (onsetFrames < 1 || hangoverFrames < 1) {
      throw invalid("Onset and hangover are at least one frame");
    }
  }

  private static AudioException invalid(String message) {
    return new AudioException(AUDIO_SEGMENTER_INVALID, message);
  }
}
