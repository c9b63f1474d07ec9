package coda.voice.engines.local.activity;

import coda.voice.audio.activity.WebRtcSpeechDetector;
import coda.voice.audio.webrtc.WebRtcLibrary;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.VoiceActivityDetector;

/** Opens {@code webrtc}. It has no settings. */
public final class WebRtcActivityProvider implements EngineProvider<VoiceActivityDetector> {
  /** Does nothing. */
  public WebRtcActivityProvider() {}

  @Override
  public Class<VoiceActivityDetector> kind() {
    return VoiceActivityDetector.class;
  }

  @Override
  public String name() {
    return "webrtc";
  }

  @Override
  public String summary() {
    return "WebRTC's detector; needs its native library and what that links to";
  }

  @Override
  public Availability availability(EngineContext context) {
    return WebRtcLibrary.shared()
        .problem()
        .map(Availability::no)
        .orElseGet(() -> Availability.yes("the native library loads"));
  }

  @Override
  public VoiceActivityDetector open(EngineContext context) {
    WebRtcLibrary library = WebRtcLibrary.shared();
    library
        .problem()
        .ifPresent(
            problem -> {
              throw EngineException.unavailable(name(), problem);
            });
    return new DetectorEngine(
        name(), () -> new WebRtcSpeechDetector(library, DetectorEngine.SAMPLE_RATE));
  }
}
