package coda.voice.engines.local.recognition;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.Recognizer;
import coda.voice.engines.local.assistant.AssistantDomain;

/**
 * Opens {@code sphinx4}, expecting what the assistant's skills understand.
 *
 * <p>Settings: {@code pool}, how many utterances at once (default: the number of cores; each costs
 * about 110 MB of heap); {@code max-behind-ms}, how far an utterance may fall behind before it
 * fails with {@code ENGINE_OVERRUN} (default 10000).
 */
public final class Sphinx4Provider implements EngineProvider<Recognizer> {
  private static final String MODEL = "/edu/cmu/sphinx/models/en-us/en-us/means";

  /** Does nothing. */
  public Sphinx4Provider() {}

  @Override
  public Class<Recognizer> kind() {
    return Recognizer.class;
  }

  @Override
  public String name() {
    return Sphinx4Recognizer.NAME;
  }

  @Override
  public String summary() {
    return "CMU Sphinx4, pure Java: hears English commands the assistant understands; needs nothing";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Sphinx4Provider.class.getResource(MODEL) == null
        ? Availability.no("the acoustic model is missing: put sphinx4-data on the class path")
        : Availability.yes("Sphinx4 with its US English acoustic model");
  }

  @Override
  public Recognizer open(EngineContext context) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Sphinx4Recognizer(
        new AssistantDomain(),
        context.number("pool", Math.min(cores, 64), 1, 64),
        context.number("max-behind-ms", 10_000, 500, 120_000));
  }
}
