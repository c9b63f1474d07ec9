package coda.voice.audio.activity;

import coda.voice.audio.webrtc.WebRtcLibrary;

/** Chooses the best speech detector that works here. */
public final class SpeechDetectors {
  private SpeechDetectors() {}

  /**
   * WebRTC's detector when its library loads, otherwise the pure-Java one. Which one it is, and
   * why, says {@link WebRtcLibrary#problem()} of {@link WebRtcLibrary#shared()}.
   *
   * @param sampleRate of the frames it will hear, one of {@link coda.voice.audio.SampleRates#ALL}
   * @return a detector for one stream; the caller closes it
   */
  public static SpeechDetector open(int sampleRate) {
    WebRtcLibrary library = WebRtcLibrary.shared();
    return library.available()
        ? new WebRtcSpeechDetector(library, sampleRate)
        : new EnergySpeechDetector(sampleRate);
  }
}
