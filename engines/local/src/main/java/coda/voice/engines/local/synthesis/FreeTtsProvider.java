package coda.voice.engines.local.synthesis;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.Synthesizer;

/**
 * Opens {@code freetts}. Setting: {@code permits}, how many sentences at once (default 16; each
 * needs a voice of its own when they really overlap).
 */
public final class FreeTtsProvider implements EngineProvider<Synthesizer> {
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
    return "FreeTTS with the voice kevin16, pure Java, very fast, robotic; needs nothing";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes("voice " + FreeTtsVoice.NAME);
  }

  @Override
  public Synthesizer open(EngineContext context) {
    return new FreeTtsSynthesizer(context.inference(), context.number("permits", 16, 1, 256));
  }
}
