package coda.voice.engines.language.other;

import coda.voice.engine.EngineContext;
import coda.voice.engine.LanguageModel;
import coda.voice.testkit.conformance.ServedLanguageModelConformance;
import coda.voice.testkit.peers.chat.ChatPeer;
import coda.voice.testkit.peers.openai.ScriptedOpenAi;
import java.util.HashMap;
import java.util.Map;

/** A model that is only known by the name of its class does what every language model must do. */
class LangChain4jConformanceTest extends ServedLanguageModelConformance {
  private final ScriptedOpenAi peer = new ScriptedOpenAi("qwen3-8b");

  @Override
  protected ChatPeer peer() {
    return peer;
  }

  @Override
  protected LanguageModel openServed(EngineContext context) {
    Map<String, String> settings = new HashMap<>(context.settings());
    settings.put("class", "dev.langchain4j.model.openai.OpenAiStreamingChatModel");
    settings.put("builder.baseUrl", peer.url());
    settings.put("builder.modelName", "qwen3-8b");
    settings.put("builder.returnThinking", "true");
    return new LangChain4jProvider()
        .open(new EngineContext(settings, context.inference(), context.blocking()));
  }
}
