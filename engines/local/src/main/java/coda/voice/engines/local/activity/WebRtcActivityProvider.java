package coda.voice.engines.local.activity;

import coda.voice.audio.activity.WebRtcSpeechDetector;
import coda.voice.audio.webrtc.WebRtcLibrary;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.VoiceActivityDetector;

/** Opens {@code webrtc}, where its native library loads. It has no settings. */
public final class WebRtcActivityProvider implements EngineProvider<VoiceActivityDetector> {
  static final String NAME = "webrtc";

  /** Does nothing. */
  public WebRtcActivityProvider() {}

  @Override
  public Class<VoiceActivityDetector> kind() {
    return VoiceActivityDetector.class;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "WebRTC's speech detector; needs its native library, which comes along for desktops";
  }

  @Override
  public Availability availability(EngineContext context) {
    return WebRtcLibrary.shared()
        .problem()
        .map(Availability::no)
        .orElse(Availability.yes("WebRTC's native audio library"));
  }

  @Override
  public VoiceActivityDetector open(EngineContext context) {
    WebRtcLibrary library = WebRtcLibrary.shared();
    library
        .problem()
        .ifPresent(
            why -> {
              throw EngineException.unavailable(NAME, why);
            });
    return new LocalVoiceActivity(NAME, rate -> new WebRtcSpeechDetector(library, rate));
  }
}
