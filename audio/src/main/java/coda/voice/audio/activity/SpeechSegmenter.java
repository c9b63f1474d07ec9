package coda.voice.audio.activity;

import coda.voice.audio.FramePool;
import coda.voice.audio.activity.SpeechChange.Started;
import coda.voice.audio.activity.SpeechChange.Stopped;
import java.util.Optional;

/**
 * Turns the probabilities of a {@link SpeechDetector} into decisions: speech started, speech
 * stopped.
 *
 * <p>Starts and stops alternate, beginning with a start. Two thresholds keep a probability that
 * wavers from becoming a decision that wavers, and short gaps stay part of the speech. The only
 * clock is the number of frames. Allocates only when something changes.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class SpeechSegmenter {
  private final SegmenterOptions options;

  private long frames;
  private boolean speaking;
  private int onset;
  private long firstSpeechFrame;
  private long lastSpeechFrame;

  /** A segmenter for one stream. */
  public SpeechSegmenter(SegmenterOptions options) {
    this.options = options;
  }

  /**
   * Takes the probability of the next frame of 20 ms.
   *
   * @param probability of speech; what is not a number counts as 0
   * @return what it decides, mostly nothing
   */
  public Optional<SpeechChange> accept(double probability) {
    long frame = frames++;
    return speaking ? whileSpeaking(frame, probability) : whileSilent(frame, probability);
  }

  /** Whether speech has started and not stopped. */
  public boolean speaking() {
    return speaking;
  }

  /** How much of the stream was heard so far. */
  public long positionMs() {
    return frames * FramePool.FRAME_MS;
  }

  /**
   * Ends the stream: speech that goes on stops where it was last heard. A new stream may follow; it
   * continues the count of milliseconds.
   */
  public Optional<SpeechChange> finish() {
    onset = 0;
    return speaking ? stop() : Optional.empty();
  }

  /** Starts over with a new stream at 0 ms. */
  public void reset() {
    frames = 0;
    speaking = false;
    onset = 0;
  }

  private Optional<SpeechChange> whileSilent(long frame, double probability) {
    if (probability >= options.startThreshold()) {
      if (onset == 0) {
        firstSpeechFrame = frame;
      }
      onset++;
      if (onset >= options.onsetFrames()) {
        onset = 0;
        speaking = true;
        lastSpeechFrame = frame;
        return Optional.of(new Started(firstSpeechFrame * FramePool.FRAME_MS, positionMs()));
      }
    } else if (!(probability >= options.stopThreshold())) {
      onset = 0;
    }
    return Optional.empty();
  }

  private Optional<SpeechChange> whileSpeaking(long frame, double probability) {
    if (probability >= options.stopThreshold()) {
      lastSpeechFrame = frame;
      return Optional.empty();
    }
    return frame - lastSpeechFrame >= options.hangoverFrames() ? stop() : Optional.empty();
  }

  private Optional<SpeechChange> stop() {
    speaking = false;
    return Optional.of(new Stopped((lastSpeechFrame + 1) * FramePool.FRAME_MS, positionMs()));
  }
}
