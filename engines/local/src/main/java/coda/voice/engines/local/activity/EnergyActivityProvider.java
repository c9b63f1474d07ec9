package coda.voice.engines.local.activity;

import coda.voice.audio.activity.EnergySpeechDetector;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.VoiceActivityDetector;

/** Opens {@code energy}, which works everywhere. It has no settings. */
public final class EnergyActivityProvider implements EngineProvider<VoiceActivityDetector> {
  static final String NAME = "energy";

  /** Does nothing. */
  public EnergyActivityProvider() {}

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
    return "Speech detector in pure Java, by energy above the background and pitch; needs nothing";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes("built in");
  }

  @Override
  public VoiceActivityDetector open(EngineContext context) {
    return new LocalVoiceActivity(NAME, EnergySpeechDetector::new);
  }
}
