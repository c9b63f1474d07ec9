package coda.voice.engines.language.ollama;

import coda.voice.engine.EngineContext;
import coda.voice.engine.LanguageModel;
import coda.voice.testkit.conformance.ServedLanguageModelConformance;
import coda.voice.testkit.peers.chat.ChatPeer;
import coda.voice.testkit.peers.ollama.ScriptedOllama;
import java.util.HashMap;
import java.util.Map;

/** Ollama does what every language model must do. */
class OllamaConformanceTest extends ServedLanguageModelConformance {
  private final ScriptedOllama peer = ScriptedOllama.withOneModel();

  @Override
  protected ChatPeer peer() {
    return peer;
  }

  @Override
  protected LanguageModel openServed(EngineContext context) {
    Map<String, String> settings = new HashMap<>(context.settings());
    settings.put("url", peer.url());
    return new OllamaProvider()
        .open(new EngineContext(settings, context.inference(), context.blocking()));
  }
}
