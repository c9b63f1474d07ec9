package coda.voice.audio.activity;

import static coda.voice.audio.AudioError.AUDIO_FRAME_UNEXPECTED;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.resample.Resampler;
import java.util.Arrays;

/**
 * Brings the frames of a stream to 16 kHz, the rate that the detectors think in: one frame of 20 ms
 * for every frame that comes in. What the resampler lags behind is silence at the beginning; a
 * frame shorter than 20 ms is completed with silence.
 */
final class WideBandFrames {
  private final int sampleRate;
  private final int frameLength;
  private final Resampler resampler;
  private final short[] input;
  private final short[] queue;
  private final short[] frame = new short[FrameSpectrum.FRAME];
  private int queued;

  WideBandFrames(int sampleRate) {
    this.resampler = new Resampler(sampleRate, FrameSpectrum.RATE);
    this.sampleRate = sampleRate;
    this.frameLength = FramePool.samplesPerFrame(sampleRate);
    this.input = new short[frameLength];
    this.queue = new short[FrameSpectrum.FRAME + resampler.maxOutput(frameLength)];
    reset();
  }

  /** The frame at 16 kHz; valid until the next call. */
  short[] next(AudioFrame source) {
    if (source.sampleRate() != sampleRate || source.length() > frameLength) {
      throw new AudioException(
          AUDIO_FRAME_UNEXPECTED,
          "At most 20 ms at %d Hz are expected, not %d samples at %d Hz"
              .formatted(sampleRate, source.length(), source.sampleRate()));
    }
    System.arraycopy(source.samples(), 0, input, 0, source.length());
    Arrays.fill(input, source.length(), frameLength, (short) 0);
    queued += resampler.process(input, 0, frameLength, queue, queued);
    System.arraycopy(queue, 0, frame, 0, frame.length);
    queued -= frame.length;
    System.arraycopy(queue, frame.length, queue, 0, queued);
    return frame;
  }

  void reset() {
    resampler.reset();
    int lag = resampler.latencySamples() * FrameSpectrum.RATE;
    queued = (lag + sampleRate - 1) / sampleRate + (lag == 0 ? 0 : 1);
    Arrays.fill(queue, 0, queued, (short) 0);
  }
}
