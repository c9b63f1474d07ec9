package coda.voice.engines.local.assistant;

import coda.voice.engine.EngineContext;
import coda.voice.engine.LanguageModel;
import coda.voice.testkit.conformance.LanguageModelConformance;

/** The embedded assistant does what every language model must do. */
class AssistantConformanceTest extends LanguageModelConformance {
  @Override
  protected LanguageModel open(EngineContext context) {
    return new AssistantProvider().open(context);
  }
}
