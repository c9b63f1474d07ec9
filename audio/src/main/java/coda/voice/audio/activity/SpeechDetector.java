package coda.voice.audio.activity;

import coda.voice.audio.AudioFrame;

/**
 * Says how likely each frame of one audio stream is speech.
 *
 * <p>An instance belongs to one stream and remembers what it heard (noise floor, filters); it is
 * used by one thread at a time and closed at the end.
 */
public interface SpeechDetector extends AutoCloseable {
  /**
   * Listens to the next 20 ms.
   *
   * @param frame mono audio at the rate the detector was opened with; borrowed for the call
   * @return probability of speech, 0 to 1
   */
  double listen(AudioFrame frame);

  /** Forgets everything heard so far. */
  void reset();

  @Override
  void close();
}
