package coda.voice.audio.activity;

import static coda.voice.audio.AudioError.AUDIO_CLOSED;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.Pcm16;
import coda.voice.audio.webrtc.WebRtcLibrary;
import dev.onvoid.webrtc.media.audio.VoiceActivityDetector;

/**
 * Detects speech with WebRTC's detector, which takes tones for speech: {@link ToneGuard} keeps them
 * out.
 *
 * <p>Holds native memory until it is closed.
 */
public final class WebRtcSpeechDetector implements SpeechDetector {
  private static final int STEP = FrameSpectrum.RATE / 100;

  private final WideBandFrames frames;
  private final FrameSpectrum spectrum = new FrameSpectrum();
  private final ToneGuard tones = new ToneGuard();
  private final double[] powers = new double[CriticalBands.COUNT];
  private final byte[] step = new byte[2 * STEP];
  private VoiceActivityDetector detector;
  private boolean closed;

  /**
   * A detector for one stream.
   *
   * @param library must be available
   * @param sampleRate of the frames it will hear, one of {@link coda.voice.audio.SampleRates#ALL}
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}, or {@code AUDIO_WEBRTC_UNAVAILABLE} with
   *     the reason
   */
  public WebRtcSpeechDetector(WebRtcLibrary library, int sampleRate) {
    library.check();
    frames = new WideBandFrames(sampleRate);
    detector = new VoiceActivityDetector();
  }

  /**
   * {@inheritDoc}
   *
   * @throws AudioException {@code AUDIO_FRAME_UNEXPECTED} for another rate or more than 20 ms,
   *     {@code AUDIO_CLOSED} after it was closed
   */
  @Override
  public double listen(AudioFrame frame) {
    if (closed) {
      throw new AudioException(AUDIO_CLOSED, "The speech detector is closed");
    }
    short[] samples = frames.next(frame);
    double probability = 0;
    for (int at = 0; at < samples.length; at += STEP) {
      Pcm16.encode(samples, at, STEP, step, 0);
      detector.process(step, STEP, FrameSpectrum.RATE);
      probability = Math.max(probability, detector.getLastVoiceProbability());
    }
    spectrum.advance(samples);
    CriticalBands.powers(spectrum, powers);
    tones.advance(spectrum, powers);
    return tones.tone() ? 0 : probability;
  }

  @Override
  public void reset() {
    if (closed) {
      return;
    }
    frames.reset();
    spectrum.reset();
    tones.reset();
    detector.dispose();
    detector = new VoiceActivityDetector();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      detector.dispose();
    }
  }
}
