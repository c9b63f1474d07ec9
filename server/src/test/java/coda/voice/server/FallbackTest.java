package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.CodaEvent;
import coda.voice.client.ReconnectPolicy;
import coda.voice.engine.Capacity;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineError;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Health;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Synthesizer;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.StreamFormat;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Engines behind each other in a whole server. */
class FallbackTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final TalkingEngines talking = new TalkingEngines();
  private volatile boolean works;
  private volatile boolean warms = true;
  private final List<ServerMessage> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void shouldHoldNothing() {
    Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(talking.held()).isZero());
    talking.close();
  }

  @Test
  void shouldAnswerWithOtherEnginesTellItAndComeBack() throws Exception {
    try (VoiceServer server = VoiceServer.start(config(), registry(), "1")) {
      try (CodaClient client = connected(server)) {
        client.sendText("one");
        awaitReplies(1);
        assertThat(events())
            .containsExactly(
                "engine_fallback {code=ENGINE_LOST, from=unsteady, role=language_model, to=talking}",
                "engine_fallback {code=ENGINE_LOST, from=unsteady, role=synthesizer, to=talking}");
        assertThat(health(server))
            .contains("\"rungs\":[{\"name\":\"unsteady\"", "\"failed\":{\"ENGINE_LOST\":")
            .contains("\"taken_over\":1");

        works = true;
        client.sendText("two");
        awaitReplies(2);
        assertThat(events())
            .hasSize(4)
            .endsWith(
                "engine_recovered {from=talking, role=language_model, to=unsteady}",
                "engine_recovered {from=talking, role=synthesizer, to=unsteady}");
      }
      Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.held()).isZero());
    }
    assertThat(told).noneMatch(ServerMessage.Failure.class::isInstance);
  }

  @Test
  void shouldStartWithAnEngineThatIsDownAndSayWhichDoesItsWork() throws Exception {
    warms = false;
    try (VoiceServer server = VoiceServer.start(config(), registry(), "1")) {
      assertThat(health(server))
          .contains("\"status\":\"ready\"", "\"state\":\"degraded\"")
          .contains("'unsteady' is down", "'talking' does the work");

      works = true;
      warms = true;
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(health(server)).doesNotContain("degraded"));
    }
  }

  @Test
  void shouldLetTheAssistantAnswerWhereNoModelServerIs() throws Exception {
    List<EngineProvider<?>> real =
        new ArrayList<>(
            EngineRegistry.discover().providers().stream()
                .filter(provider -> provider.kind().equals(LanguageModel.class))
                .toList());
    real.addAll(talking.registry().providers());
    works = true;
    real.add(new Unsteady<>(Synthesizer.class, "unsteady", new UnsteadyVoice()));
    EngineRegistry registry = EngineRegistry.of(real);
    CodaConfig config =
        new ConfigLoader(registry)
            .load(
                ConfigSources.none()
                    .withOverrides(
                        settings(
                            "engines.language_model=ollama",
                            "engines.ollama.url=http://127.0.0.1:1",
                            "engines.language_model_fallbacks=assistant")));

    try (VoiceServer server = VoiceServer.start(config, registry, "1")) {
      assertThat(health(server)).contains("'ollama' is down", "'assistant' does the work");
      try (CodaClient client = connected(server)) {
        client.sendText("what is two plus two");
        awaitReplies(1);
      }
    }
    assertThat(events())
        .containsExactly(
            "engine_fallback {code=ENGINE_UNAVAILABLE, from=ollama, role=language_model,"
                + " to=assistant}");
    assertThat(told.toString()).containsIgnoringCase("four");
  }

  @Test
  void shouldNotStartWhenNoEngineOfALadderCanBeWarmedUp() {
    warms = false;
    List<EngineProvider<?>> all = new ArrayList<>(registry().providers());
    all.add(new Unsteady<>(LanguageModel.class, "as-unsteady", new UnsteadyModel()));
    CodaConfig config = config("engines.language_model_fallbacks=as-unsteady");

    assertThatThrownBy(() -> VoiceServer.start(config, EngineRegistry.of(all), "1"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("scripted");
  }

  private EngineRegistry registry() {
    List<EngineProvider<?>> all = new ArrayList<>(talking.registry().providers());
    all.add(new Unsteady<>(LanguageModel.class, "unsteady", new UnsteadyModel()));
    all.add(new Unsteady<>(Synthesizer.class, "unsteady", new UnsteadyVoice()));
    return EngineRegistry.of(all);
  }

  private static List<String> settings(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "server.drain_ms=0",
                "engines.recognizer=talking",
                "engines.voice_activity=talking",
                "engines.turn_detector=talking",
                "engines.language_model=unsteady",
                "engines.language_model_fallbacks=talking",
                "engines.synthesizer=unsteady",
                "engines.synthesizer_fallbacks=talking",
                "engines.breaker.open_ms=100",
                // Apologies are prepared at the start and must not open the breaker.
                "engines.breaker.failures=10"));
    all.addAll(List.of(more));
    return all;
  }

  private CodaConfig config(String... more) {
    List<EngineProvider<?>> names = new ArrayList<>(registry().providers());
    names.add(new Unsteady<>(LanguageModel.class, "as-unsteady", new UnsteadyModel()));
    return new ConfigLoader(EngineRegistry.of(names))
        .load(ConfigSources.none().withOverrides(settings(more)));
  }

  private CodaClient connected(VoiceServer server) {
    CodaClient client =
        new CodaClient(
            ClientOptions.to(server.uri()).reconnect(ReconnectPolicy.NEVER).build(),
            event -> {
              if (event instanceof CodaEvent.Message message) {
                told.add(message.envelope().message());
              }
            });
    client.connect();
    client.startConversation(
        new ClientMessage.ConversationStart(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of()));
    client.send(
        new ClientMessage.Subscribe(
            List.of(EventType.ENGINE_FALLBACK, EventType.ENGINE_RECOVERED)));
    client.startVoice(
        new ClientMessage.VoiceStart(
            Optional.empty(),
            AudioConfig.both(
                new StreamFormat(16_000, 1, AudioFormat.PCM16, AudioEncoding.BINARY))));
    return client;
  }

  private void awaitReplies(int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(told.stream().filter(ServerMessage.VoiceResponse.class::isInstance))
                    .hasSize(count));
  }

  private List<String> events() {
    return told.stream()
        .filter(ServerMessage.Status.class::isInstance)
        .map(ServerMessage.Status.class::cast)
        .map(s -> s.eventType() + " " + new java.util.TreeMap<>(s.data()))
        .toList();
  }

  private static String health(VoiceServer server) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/health/ready");
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static EngineException lost() {
    return new EngineException(EngineError.ENGINE_LOST, "scripted", "scripted", null);
  }

  /** Works like the talking engines while the test says so. */
  private abstract class UnsteadyEngine implements Engine {
    @Override
    public String name() {
      return "unsteady";
    }

    @Override
    public void warmUp() {
      if (!warms) {
        throw EngineException.unavailable(name(), "scripted");
      }
    }

    @Override
    public Health health() {
      return Health.READY;
    }

    @Override
    public void close() {}
  }

  private final class UnsteadyModel extends UnsteadyEngine implements LanguageModel {
    private final LanguageModel steady = talking.engines().languageModel();

    @Override
    public Capacity capacity() {
      return steady.capacity();
    }

    @Override
    public Dialogue open(DialogueScope scope) {
      Dialogue dialogue = steady.open(scope);
      return new Dialogue() {
        @Override
        public Generation answer(AnswerRequest request, AnswerListener listener) {
          if (!works) {
            listener.onFailure(lost());
            return () -> {};
          }
          return dialogue.answer(request, listener);
        }

        @Override
        public void close() {
          dialogue.close();
        }
      };
    }
  }

  private final class UnsteadyVoice extends UnsteadyEngine implements Synthesizer {
    private final Synthesizer steady = talking.engines().synthesizer();

    @Override
    public Capacity capacity() {
      return steady.capacity();
    }

    @Override
    public int sampleRate() {
      return steady.sampleRate();
    }

    @Override
    public Set<String> languages() {
      return steady.languages();
    }

    @Override
    public List<String> voices() {
      return steady.voices();
    }

    @Override
    public Synthesis speak(SpeechRequest request, SpeechListener listener) {
      if (!works) {
        throw lost();
      }
      return steady.speak(request, listener);
    }
  }

  private record Unsteady<E extends Engine>(Class<E> kind, String name, E engine)
      implements EngineProvider<E> {
    @Override
    public String summary() {
      return name;
    }

    @Override
    public Availability availability(EngineContext context) {
      return Availability.yes("");
    }

    @Override
    public E open(EngineContext context) {
      return engine;
    }
  }
}
