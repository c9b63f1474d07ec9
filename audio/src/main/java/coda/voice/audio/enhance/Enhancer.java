package coda.voice.audio.enhance;

import coda.voice.audio.AudioFrame;

/**
 * Cleans one stream of microphone audio in place, frame by frame: high-pass, noise suppression,
 * automatic gain, echo cancellation.
 *
 * <p>An instance belongs to one stream, keeps its state across frames, is used by one thread at a
 * time and closed at the end.
 */
public interface Enhancer extends AutoCloseable {
  /**
   * Tells what the loudspeaker plays, the reference of echo cancellation. Call it before the {@link
   * #enhance} of the microphone frame that may hear it.
   *
   * @param played 20 ms at the enhancer's rate; borrowed for the call
   */
  void reference(AudioFrame played);

  /**
   * Cleans a frame in place.
   *
   * @param frame 20 ms of microphone audio at the enhancer's rate; borrowed for the call, changed
   */
  void enhance(AudioFrame frame);

  @Override
  void close();
}
