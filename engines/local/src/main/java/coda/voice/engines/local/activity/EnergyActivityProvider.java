package coda.voice.engines.local.activity;

import coda.voice.audio.activity.EnergySpeechDetector;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.VoiceActivityDetector;

/** Opens {@code energy}. It has no settings. */
public final class EnergyActivityProvider implements EngineProvider<VoiceActivityDetector> {
  /** Does nothing. */
  public EnergyActivityProvider() {}

  @Override
  public Class<VoiceActivityDetector> kind() {
    return VoiceActivityDetector.class;
  }

  @Override
  public String name() {
    return "energy";
  }

  @Override
  public String summary() {
    return "Pure Java: noise floor, pitch and movement; needs nothing";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes("built in");
  }

  @Override
  public VoiceActivityDetector open(EngineContext context) {
    return new DetectorEngine(name(), () -> new EnergySpeechDetector(DetectorEngine.SAMPLE_RATE));
  }
}
