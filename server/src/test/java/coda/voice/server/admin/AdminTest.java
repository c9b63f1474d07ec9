package coda.voice.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.ReconnectPolicy;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.live.RuntimeConfig;
import coda.voice.testkit.engines.TalkingEngines;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;

/** What whoever runs the server does over HTTP. */
class AdminTest {
  private final TalkingEngines engines = new TalkingEngines();
  private final HttpClient http = HttpClient.newHttpClient();
  private VoiceServer server;

  @BeforeEach
  void start() throws Exception {
    List<String> settings = new ArrayList<>(List.of("server.port=0", "server.drain_ms=0"));
    for (String kind :
        List.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")) {
      settings.add("engines." + kind + "=" + TalkingEngines.NAME);
    }
    server =
        VoiceServer.start(
            new RuntimeConfig(
                new ConfigLoader(engines.registry()),
                ConfigSources.none().withProfile("testing").withOverrides(settings),
                InstantSource.system()),
            engines.registry(),
            "1");
  }

  @AfterEach
  void stop() {
    server.close();
    engines.close();
    http.close();
  }

  @Test
  void shouldTellThoseWhoMayKnowHowStorageAndTheWorkInTheBackgroundAre() throws Exception {
    JsonObject ready = json(call("GET", "/health/ready", ""));

    assertThat(ready.getString("storage")).isEqualTo("ok");
    assertThat(ready.getJsonArray("tasks").encode())
        .contains("session-watchdog", "load")
        .contains("\"healthy\":true");
  }

  @Test
  void shouldListSessionsAndEndOne() throws Exception {
    try (CodaClient client = client()) {
      client.startConversation(start("mine"));

      JsonObject list = json(call("GET", "/admin/sessions", ""));
      assertThat(list.getInteger("total")).isEqualTo(1);
      JsonObject session = list.getJsonArray("sessions").getJsonObject(0);
      assertThat(session.getString("conversation_id")).isEqualTo("mine");
      String path = "/admin/sessions/" + session.getString("handle");
      assertThat(json(call("GET", path, "")).getString("phase")).isEqualTo("waiting");

      assertThat(call("DELETE", path, "").statusCode()).isEqualTo(202);

      await().until(() -> call("GET", path, "").statusCode() == 404);
      assertThat(call("DELETE", path, "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void shouldShowPagesAndFilterThem() throws Exception {
    try (CodaClient one = client();
        CodaClient two = client()) {
      one.startConversation(start("first"));
      two.startConversation(start("second"));

      JsonObject page = json(call("GET", "/admin/sessions?limit=1&offset=1", ""));
      assertThat(page.getInteger("total")).isEqualTo(2);
      assertThat(page.getJsonArray("sessions")).hasSize(1);
      assertThat(json(call("GET", "/admin/sessions?user=nobody", "")).getInteger("total")).isZero();
      assertThat(call("GET", "/admin/sessions?limit=0", "").statusCode()).isEqualTo(400);
      assertThat(call("GET", "/admin/sessions?limit=many", "").body())
          .contains("HTTP_PARAMETER_INVALID");
    }
  }

  @Test
  void shouldTakeNothingNewOnceItDrains() throws Exception {
    try (CodaClient running = client()) {
      running.startConversation(start("running"));

      assertThat(call("POST", "/admin/drain", "").statusCode()).isEqualTo(202);

      await().until(() -> call("GET", "/health/ready", "").statusCode() == 503);
      assertThat(json(call("GET", "/health/ready", "")).getString("status")).isEqualTo("draining");
      assertThat(call("GET", "/health/live", "").statusCode()).isEqualTo(200);
      await().until(() -> json(call("GET", "/admin/sessions", "")).getInteger("total") == 0);
    }
  }

  @Test
  void shouldChangeLogLevelsOfOurOwnLoggersOnly() throws Exception {
    String name = "coda.voice.server.admin.test";
    LoggerFactory.getLogger(name);

    assertThat(call("PUT", "/admin/log-levels/" + name, "{\"level\":\"trace\"}").statusCode())
        .isEqualTo(200);
    assertThat(call("GET", "/admin/log-levels", "").body()).contains("\"" + name + "\":\"trace\"");
    assertThat(LoggerFactory.getLogger(name).isTraceEnabled()).isTrue();

    for (String wrong : List.of("{\"level\":\"loud\"}", "{\"level\":7}", "{}", "[1]", "nonsense")) {
      assertThat(call("PUT", "/admin/log-levels/" + name, wrong).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(
            call("PUT", "/admin/log-levels/coda.voice.audit", "{\"level\":\"error\"}").statusCode())
        .isEqualTo(400);
    assertThat(call("PUT", "/admin/log-levels/io.netty", "{\"level\":\"trace\"}").statusCode())
        .isEqualTo(400);
    assertThat(
            call("PUT", "/admin/log-levels/coda.voice.nothing", "{\"level\":\"info\"}")
                .statusCode())
        .isEqualTo(404);
    assertThat(
            call("PUT", "/admin/log-levels/" + name, "{\"level\":\"" + "x".repeat(5_000) + "\"}")
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void shouldMeasureWhatGoesOn() throws Exception {
    try (CodaClient client = client()) {
      client.startConversation(start("measured"));

      String metrics = call("GET", "/metrics", "").body();

      assertThat(metrics)
          .contains("coda_connections 1.0")
          .contains("coda_sessions 1.0")
          .contains("coda_sessions_phase{phase=\"waiting\"} 1.0")
          .contains("coda_frames_leased 0.0")
          .contains("coda_permits_used")
          .contains("coda_engine_usable{engine=\"talking\",role=\"recognizer\"} 1.0")
          .contains("coda_inference_queue 0.0")
          .contains("jvm_memory_used_bytes")
          .contains("process_files_open_files");
    }
  }

  @Test
  void shouldDescribeEveryMetricInTheDocumentation() throws Exception {
    String documented = Files.readString(Path.of("..", "docs", "metrics.md"));

    List<String> measured =
        call("GET", "/metrics", "")
            .body()
            .lines()
            .filter(line -> line.startsWith("# TYPE coda_"))
            .map(line -> line.split(" ")[2])
            .filter(name -> !name.endsWith("_max"))
            .toList();

    assertThat(measured).isNotEmpty();
    assertThat(measured)
        .allSatisfy(
            name -> assertThat(documented).containsPattern("\\| `" + name + "(_total)?` \\|"));
  }

  @Test
  void shouldDescribeEveryPathInTheOpenApiDocument() throws Exception {
    Map<String, Map<String, Map<String, ?>>> described =
        new Yaml().load(Files.readString(Path.of("..", "docs", "openapi.yaml")));
    Set<String> documented = new TreeSet<>();
    described
        .get("paths")
        .forEach(
            (path, methods) ->
                methods.keySet().stream()
                    .filter(method -> !method.equals("parameters"))
                    .forEach(
                        method ->
                            documented.add(
                                method.toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.replaceAll("\\{(\\w+)}", ":$1"))));
    Set<String> mounted = new TreeSet<>(server.paths());
    // A HEAD is a GET without a body.
    mounted.removeIf(path -> path.startsWith("HEAD "));

    assertThat(documented).containsExactlyElementsOf(mounted);
  }

  private CodaClient client() {
    CodaClient client =
        new CodaClient(
            ClientOptions.to(server.uri()).reconnect(ReconnectPolicy.NEVER).build(), event -> {});
    client.connect();
    return client;
  }

  private static ConversationStart start(String id) {
    return new ConversationStart(
        Optional.of(id),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
