package coda.voice.server.faults;

import coda.voice.engine.Engine;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import coda.voice.testkit.net.CuttingProxy;
import coda.voice.testkit.peers.chat.ScriptedAnswer;
import coda.voice.testkit.peers.moshiserver.Hearing;
import coda.voice.testkit.peers.moshiserver.Manner;
import coda.voice.testkit.peers.moshiserver.ScriptedMoshiServer;
import coda.voice.testkit.peers.ollama.ScriptedOllama;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A whole server whose recogniser, language model and voice are servers of their own, each behind a
 * proxy that can do it harm.
 */
final class Upstreams implements AutoCloseable {
  /** More than anybody asks for. */
  private static final int ANSWERS = 2_000;

  private static final Set<Class<? extends Engine>> OURS =
      Set.of(VoiceActivityDetector.class, TurnDetector.class);

  private final TalkingEngines talking = new TalkingEngines();
  private final ScriptedMoshiServer speech;
  private final ScriptedOllama ollama = ScriptedOllama.withOneModel();
  private final CuttingProxy recogniser;
  private final CuttingProxy model;
  private final CuttingProxy voice;
  private final VoiceServer server;

  /** Starts everything. */
  Upstreams() throws IOException, InterruptedException {
    speech = new ScriptedMoshiServer(Manner.USUAL.slots(64));
    speech.usuallyHears(Hearing.OfSound.of("how are you"));
    ollama.closesConnections();
    for (int i = 0; i < ANSWERS; i++) {
      ollama.next(ScriptedAnswer.says("All ", "fi", "ne."));
    }
    recogniser = CuttingProxy.to(speech.address().getPort());
    voice = CuttingProxy.to(speech.address().getPort());
    model = CuttingProxy.to(URI.create(ollama.url()).getPort());
    server = start();
  }

  private VoiceServer start() throws InterruptedException {
    List<EngineProvider<?>> providers =
        new ArrayList<>(
            EngineRegistry.discover().providers().stream()
                .filter(provider -> !OURS.contains(provider.kind()))
                .toList());
    providers.addAll(talking.registry().providers());
    EngineRegistry registry = EngineRegistry.of(providers);
    return VoiceServer.start(
        new ConfigLoader(registry)
            .load(ConfigSources.none().withProfile("testing").withOverrides(settings())),
        registry,
        "faults");
  }

  private List<String> settings() {
    List<String> settings = new ArrayList<>(Room.SETTINGS);
    settings.addAll(
        List.of(
            "server.port=0",
            "server.drain_ms=0",
            "engines.voice_activity=talking",
            "engines.turn_detector=talking",
            "engines.recognizer=kyutai-stt",
            "engines.kyutai-stt.url=ws://127.0.0.1:" + recogniser.port(),
            "engines.kyutai-stt.connect_ms=3000",
            "engines.kyutai-stt.final_ms=3000",
            "engines.synthesizer=kyutai-tts",
            "engines.kyutai-tts.url=ws://127.0.0.1:" + voice.port(),
            "engines.kyutai-tts.connect_ms=3000",
            "engines.kyutai-tts.first_audio_ms=3000",
            "engines.language_model=ollama",
            "engines.ollama.url=http://127.0.0.1:" + model.port(),
            "engines.ollama.first_token_ms=4000",
            "engines.ollama.stall_ms=3000",
            "engines.ollama.permits=32",
            "conversation.turns.speculation=false",
            "conversation.turns.first_text_ms=6000",
            "conversation.turns.final_transcript_ms=6000",
            "conversation.turns.first_audio_ms=9000",
            "conversation.turns.reply_budget_ms=12000",
            "conversation.turns.stall_ms=6000"));
    return settings;
  }

  CuttingProxy recogniser() {
    return recogniser;
  }

  CuttingProxy model() {
    return model;
  }

  CuttingProxy voice() {
    return voice;
  }

  VoiceServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
    recogniser.close();
    model.close();
    voice.close();
    speech.close();
    ollama.close();
    talking.close();
  }
}
