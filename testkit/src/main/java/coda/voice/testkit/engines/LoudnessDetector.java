package coda.voice.testkit.engines;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.engine.VoiceActivityDetector;

/** Takes everything loud for speech: for tests that make their own sound. */
public final class LoudnessDetector extends ScriptedEngine implements VoiceActivityDetector {
  private final int sampleRate;
  private int open;

  /** A detector in working order, at 16 kHz. */
  public LoudnessDetector() {
    this(16_000);
  }

  /**
   * A detector in working order.
   *
   * @param sampleRate what it listens at, in Hz
   */
  public LoudnessDetector(int sampleRate) {
    super("loudness", Integer.MAX_VALUE);
    this.sampleRate = sampleRate;
  }

  /** Detectors that were opened and not closed. */
  public int openDetectors() {
    return open;
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public SpeechDetector open() {
    open++;
    return new SpeechDetector() {
      @Override
      public double listen(AudioFrame frame) {
        long sum = 0;
        for (int i = 0; i < frame.length(); i++) {
          sum += Math.abs(frame.samples()[i]);
        }
        return frame.length() > 0 && sum / frame.length() > 500 ? 1 : 0;
      }

      @Override
      public void reset() {}

      @Override
      public void close() {
        open--;
      }
    };
  }
}
