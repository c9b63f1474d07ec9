package coda.voice.engines.local.activity;

import coda.voice.audio.activity.SpeechDetectors;
import coda.voice.audio.webrtc.WebRtcLibrary;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.VoiceActivityDetector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens {@code auto}: {@code webrtc} when its library loads, {@code energy} otherwise; says once
 * which, and why. It has no settings.
 */
public final class AutoActivityProvider implements EngineProvider<VoiceActivityDetector> {
  private static final Logger LOG = LoggerFactory.getLogger(AutoActivityProvider.class);

  /** Does nothing. */
  public AutoActivityProvider() {}

  @Override
  public Class<VoiceActivityDetector> kind() {
    return VoiceActivityDetector.class;
  }

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public String summary() {
    return "webrtc when its native library loads, else energy";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes(choice());
  }

  @Override
  public VoiceActivityDetector open(EngineContext context) {
    LOG.info("Voice activity is detected by {}", choice());
    return new DetectorEngine(name(), () -> SpeechDetectors.open(DetectorEngine.SAMPLE_RATE));
  }

  private static String choice() {
    return WebRtcLibrary.shared()
        .problem()
        .map(problem -> "energy, because: " + problem)
        .orElse("webrtc, whose library loads");
  }
}
