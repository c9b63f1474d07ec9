package coda.voice.engines.local.assistant;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.LanguageModel;
import java.util.Random;

/** Opens the {@code assistant}. It has no settings. */
public final class AssistantProvider implements EngineProvider<LanguageModel> {
  /** Does nothing. */
  public AssistantProvider() {}

  @Override
  public Class<LanguageModel> kind() {
    return LanguageModel.class;
  }

  @Override
  public String name() {
    return AssistantLanguageModel.NAME;
  }

  @Override
  public String summary() {
    return "Skills without a model: time, sums, units, timers, lists and more; needs nothing";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes("built in");
  }

  @Override
  public LanguageModel open(EngineContext context) {
    return new AssistantLanguageModel(Understanding.ofAllSkills(), context.blocking(), Random::new);
  }
}
