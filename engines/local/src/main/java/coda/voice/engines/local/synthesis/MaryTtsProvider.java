package coda.voice.engines.local.synthesis;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.Synthesizer;

/**
 * Opens {@code marytts}. Setting: {@code permits}, how many sentences at once (default: twice the
 * number of cores).
 */
public final class MaryTtsProvider implements EngineProvider<Synthesizer> {
  /** Does nothing. */
  public MaryTtsProvider() {}

  @Override
  public Class<Synthesizer> kind() {
    return Synthesizer.class;
  }

  @Override
  public String name() {
    return MaryTtsSynthesizer.NAME;
  }

  @Override
  public String summary() {
    return "MaryTTS with the voice cmu-slt-hsmm, pure Java, American English; needs nothing";
  }

  @Override
  public Availability availability(EngineContext context) {
    return MaryTtsProvider.class.getResource("/marytts/voice/CmuSltHsmm/voice.config") == null
        ? Availability.no("the voice is missing: put voice-cmu-slt-hsmm on the class path")
        : Availability.yes("voice " + MaryTtsSynthesizer.VOICE);
  }

  @Override
  public Synthesizer open(EngineContext context) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new MaryTtsSynthesizer(
        context.inference(),
        context.blocking(),
        context.number("permits", Math.min(2 * cores, 256), 1, 256));
  }
}
