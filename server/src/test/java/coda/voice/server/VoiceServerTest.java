package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Health;
import coda.voice.engine.Recognizer;
import coda.voice.gateway.GatewayException;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigException;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingDuplexModel;
import coda.voice.testkit.engines.TalkingEngines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts the threads of the process")
class VoiceServerTest {
  private static final List<String> KINDS =
      List.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector");

  private final TalkingEngines engines = new TalkingEngines();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    engines.close();
    http.close();
  }

  @Test
  void shouldStartSayWhereItIsAndEndWithoutTrace() throws Exception {
    try (VoiceServer server = VoiceServer.start(config(), engines.registry(), "1.2.3")) {
      assertThat(server.readyLine())
          .isEqualTo(
              "Coda Voice 1.2.3 is ready at ws://127.0.0.1:"
                  + server.port()
                  + "/ws/voice (recognizer talking, synthesizer talking, language model talking)");
      assertThat(get(server.port(), "/health/ready").statusCode()).isEqualTo(200);
      assertThat(get(server.port(), "/health/ready").body()).contains("\"version\":\"1.2.3\"");
    }
    Awaitility.await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
    assertThat(engines.held()).isZero();
  }

  @Test
  void shouldAnswerHealthWhileEnginesWarmUpButTakeNobody() throws Exception {
    CountDownLatch warm = new CountDownLatch(1);
    try (ExecutorService starter = Executors.newSingleThreadExecutor()) {
      int port = freePort();
      Future<VoiceServer> starting =
          starter.submit(
              () -> VoiceServer.start(config("server.port=" + port), with(new Slow(warm)), "1"));
      Awaitility.await()
          .ignoreExceptions()
          .until(() -> get(port, "/health/live").statusCode() == 200);

      HttpResponse<String> ready = get(port, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("\"status\":\"starting\"").contains("warming up");

      warm.countDown();
      try (VoiceServer server = starting.get()) {
        assertThat(get(server.port(), "/health/ready").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void shouldNotBeReadyWhileAnEngineIsDown() throws Exception {
    try (VoiceServer server = VoiceServer.start(config(), engines.registry(), "1")) {
      engines.recognizerHealth(Health.down("lost its model"));

      HttpResponse<String> ready = get(server.port(), "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("lost its model").contains("\"status\":\"impaired\"");

      engines.recognizerHealth(Health.READY);
      assertThat(get(server.port(), "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldFailWithTheEnginesWordsAndLeaveNothingBehind() {
    assertThatThrownBy(() -> VoiceServer.start(config(), with(new Broken()), "1"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("the model file is missing");

    Awaitility.await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
  }

  @Test
  void shouldSayThatThePortIsTaken() throws Exception {
    try (VoiceServer first = VoiceServer.start(config(), engines.registry(), "1")) {
      CodaConfig same = config("server.port=" + first.port());

      assertThatThrownBy(() -> VoiceServer.start(same, engines.registry(), "1"))
          .isInstanceOf(GatewayException.class)
          .hasMessageContaining(":" + first.port())
          .hasMessageContaining("--port");
    }
  }

  @Test
  void shouldRefuseDefaultsThatTheEnginesCannotMeet() {
    for (String wrong : List.of("conversation.language=de", "conversation.voice=nobody")) {
      assertThatThrownBy(() -> VoiceServer.start(config(wrong), engines.registry(), "1"))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("conversation")
          .hasMessageContaining("allowed: [");
    }
  }

  @Test
  void shouldRefuseAModeWhoseDuplexModelDoesNotSpeakTheLanguage() {
    try (TalkingDuplexModel french = new TalkingDuplexModel("fr")) {
      CodaConfig config = duplexConfig(french, "conversation.mode=hybrid");

      assertThatThrownBy(() -> VoiceServer.start(config, with(french), "1"))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("language is \"en-US\", mode is hybrid")
          .hasMessageContaining("allowed in this mode: [fr]");
    }
  }

  @Test
  void shouldStartWithoutADuplexModelThatIsNotThereShowItAndFindItLater() throws Exception {
    try (TalkingDuplexModel duplex = new TalkingDuplexModel("en").away(true);
        VoiceServer server = VoiceServer.start(duplexConfig(duplex), with(duplex), "1")) {
      assertThat(server.readyLine()).endsWith(", duplex model talking-duplex)");
      HttpResponse<String> ready = get(server.port(), "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body())
          .contains("\"role\":\"duplex_model\"")
          .contains("\"state\":\"down\",\"optional\":true")
          .contains("run the model of the test");

      duplex.away(false);

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !get(server.port(), "/health/ready").body().contains("\"down\""));
    }
  }

  @Test
  void shouldNotStartWithoutADuplexModelThatConversationsNeedByDefault() {
    try (TalkingDuplexModel duplex = new TalkingDuplexModel("en").away(true)) {
      CodaConfig config = duplexConfig(duplex, "conversation.mode=moshi_only");

      assertThatThrownBy(() -> VoiceServer.start(config, with(duplex), "1"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("run the model of the test");
    }
    Awaitility.await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
  }

  @Test
  void shouldCloseMoreThanOnce() throws Exception {
    VoiceServer server = VoiceServer.start(config(), engines.registry(), "1");
    server.close();
    server.close();

    assertThat(engines.held()).isZero();
  }

  private CodaConfig config(String... overrides) {
    List<String> all =
        new ArrayList<>(List.of("server.port=0", "storage.enabled=false", "server.drain_ms=0"));
    KINDS.forEach(kind -> all.add("engines." + kind + "=" + TalkingEngines.NAME));
    all.addAll(Arrays.asList(overrides));
    return new ConfigLoader(engines.registry()).load(ConfigSources.none().withOverrides(all));
  }

  private CodaConfig duplexConfig(TalkingDuplexModel duplex, String... overrides) {
    List<String> all =
        new ArrayList<>(List.of("server.port=0", "storage.enabled=false", "server.drain_ms=0"));
    KINDS.forEach(kind -> all.add("engines." + kind + "=" + TalkingEngines.NAME));
    all.add("engines.duplex_model=" + duplex.name());
    all.addAll(Arrays.asList(overrides));
    return new ConfigLoader(with(duplex)).load(ConfigSources.none().withOverrides(all));
  }

  private EngineRegistry with(TalkingDuplexModel duplex) {
    List<EngineProvider<?>> providers = new ArrayList<>(engines.registry().providers());
    providers.add(duplex.provider());
    return EngineRegistry.of(providers);
  }

  /** The talking engines, but with another recogniser. */
  private EngineRegistry with(EngineProvider<?> recognizer) {
    List<EngineProvider<?>> providers = new ArrayList<>(engines.registry().providers());
    providers.removeIf(provider -> provider.kind().equals(Recognizer.class));
    providers.add(recognizer);
    return EngineRegistry.of(providers);
  }

  private static int freePort() throws java.io.IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("(vert\\.x|inference|warm-up|ladder).*"))
        .toList();
  }

  private abstract static class Instead implements EngineProvider<Recognizer> {
    @Override
    public Class<Recognizer> kind() {
      return Recognizer.class;
    }

    @Override
    public String name() {
      return TalkingEngines.NAME;
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public Availability availability(EngineContext context) {
      return Availability.yes("");
    }
  }

  private final class Slow extends Instead {
    private final CountDownLatch warm;

    Slow(CountDownLatch warm) {
      this.warm = warm;
    }

    @Override
    public Recognizer open(EngineContext context) {
      try {
        warm.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return engines.engines().recognizer();
    }
  }

  private static final class Broken extends Instead {
    @Override
    public Recognizer open(EngineContext context) {
      throw EngineException.unavailable(name(), "the model file is missing");
    }
  }
}
