package coda.voice.engines.language.openai;

import coda.voice.engine.EngineContext;
import coda.voice.engine.LanguageModel;
import coda.voice.testkit.conformance.ServedLanguageModelConformance;
import coda.voice.testkit.peers.chat.ChatPeer;
import coda.voice.testkit.peers.openai.ScriptedOpenAi;
import java.util.HashMap;
import java.util.Map;

/** A server with OpenAI's interface does what every language model must do. */
class OpenAiConformanceTest extends ServedLanguageModelConformance {
  private final ScriptedOpenAi peer = new ScriptedOpenAi("qwen3-8b");

  @Override
  protected ChatPeer peer() {
    return peer;
  }

  @Override
  protected LanguageModel openServed(EngineContext context) {
    Map<String, String> settings = new HashMap<>(context.settings());
    settings.put("url", peer.url());
    return new OpenAiProvider()
        .open(new EngineContext(settings, context.inference(), context.blocking()));
  }
}
