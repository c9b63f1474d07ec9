package coda.voice.engines.local.synthesis;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.Synthesizer;

/**
 * Opens {@code marytts}.
 *
 * <p>Setting: {@code permits}, how many sentences may be in work or waiting for a thread at once
 * (default: 4 for each core; a sentence takes a tenth of the time it lasts).
 */
public final class MaryTtsProvider implements EngineProvider<Synthesizer> {
  private static final String VOICE = "/marytts/voice/CmuSltHsmm/voice.config";
  private static final int PERMITS_PER_CORE = 4;

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
    return "MaryTTS, pure Java: a clear English voice; needs nothing, starts in a few seconds";
  }

  @Override
  public Availability availability(EngineContext context) {
    return MaryTtsProvider.class.getResource(VOICE) == null
        ? Availability.no("the voice is missing: put voice-cmu-slt-hsmm 5.2.1 on the class path")
        : Availability.yes("MaryTTS with the voice cmu-slt-hsmm");
  }

  @Override
  public Synthesizer open(EngineContext context) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new MaryTtsSynthesizer(
        context.inference(),
        context.blocking(),
        context.number("permits", PERMITS_PER_CORE * cores, 1, 10_000));
  }
}
