package coda.voice.engines.local.synthesis;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.Synthesizer;

/**
 * Opens {@code freetts}.
 *
 * <p>Setting: {@code permits}, how many sentences may be in work or waiting for a thread at once
 * (default: 16 for each core; a sentence takes about 10 ms).
 */
public final class FreeTtsProvider implements EngineProvider<Synthesizer> {
  private static final String VOICE = "/com/sun/speech/freetts/en/us/cmu_us_kal/cmu_us_kal16.bin";
  private static final int PERMITS_PER_CORE = 16;

  /** Does nothing. */
  public FreeTtsProvider() {}

  @Override
  public Class<Synthesizer> kind() {
    return Synthesizer.class;
  }

  @Override
  public String name() {
    return FreeTtsSynthesizer.NAME;
  }

  @Override
  public String summary() {
    return "FreeTTS, pure Java: a light, robotic English voice that answers at once; needs nothing";
  }

  @Override
  public Availability availability(EngineContext context) {
    return FreeTtsProvider.class.getResource(VOICE) == null
        ? Availability.no("the voice is missing: put freetts 1.2.2 on the class path")
        : Availability.yes("FreeTTS with the voice kevin16");
  }

  @Override
  public Synthesizer open(EngineContext context) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new FreeTtsSynthesizer(
        context.inference(), cores, context.number("permits", PERMITS_PER_CORE * cores, 1, 10_000));
  }
}
