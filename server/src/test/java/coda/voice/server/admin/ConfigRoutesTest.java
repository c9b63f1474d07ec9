package coda.voice.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.ReconnectPolicy;
import coda.voice.engine.EngineRegistry;
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
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRoutesTest {
  private static final String SECRET = "sk-very-5ecret";

  @TempDir Path directory;

  private final TalkingEngines engines = new TalkingEngines();
  private final HttpClient http = HttpClient.newHttpClient();
  private RuntimeConfig config;
  private VoiceServer server;

  @BeforeEach
  void start() throws Exception {
    List<String> settings =
        new ArrayList<>(
            List.of("server.port=0", "server.reload_ms=20", "engines.talking.api_key=" + SECRET));
    for (String kind :
        List.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")) {
      settings.add("engines." + kind + "=" + TalkingEngines.NAME);
    }
    EngineRegistry registry = engines.registry();
    config =
        new RuntimeConfig(
            new ConfigLoader(registry),
            new ConfigSources(
                directory, Optional.empty(), Optional.of("testing"), Map.of(), settings),
            InstantSource.system());
    server = VoiceServer.start(config, registry, "1");
  }

  @AfterEach
  void stop() {
    server.close();
    engines.close();
    http.close();
  }

  @Test
  void shouldShowEveryValueWithItsOriginAndNoSecret() throws Exception {
    HttpResponse<String> all = send("GET", "/admin/config", "");
    HttpResponse<String> changed = send("GET", "/admin/config?changed=true", "");

    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(json(all).getLong("version")).isEqualTo(1);
    assertThat(setting(all, "server.port").getString("origin")).isEqualTo("--set");
    assertThat(setting(all, "server.port").getInteger("value")).isZero();
    assertThat(setting(all, "server.host").getString("origin")).isEqualTo("default");
    assertThat(setting(all, "conversation.mode").getString("origin")).startsWith("profile testing");
    assertThat(setting(all, "engines.talking.api_key").getString("value")).isEqualTo("***");
    assertThat(all.body()).doesNotContain(SECRET);
    assertThat(changed.body()).contains("server.port").doesNotContain("server.host");
  }

  @Test
  void shouldChangeAndReturnAndKeepTheHistory() throws Exception {
    HttpResponse<String> changed =
        patch(
            "{'changes': {'conversation.turns.silence_ms': 700}, 'reason': 'why', 'if_version': 1}");

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(json(changed).getLong("version")).isEqualTo(2);
    assertThat(json(changed).getBoolean("applied")).isTrue();
    assertThat(json(changed).getJsonArray("changes").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("key", "conversation.turns.silence_ms")
                .put("before", "1000")
                .put("after", "700")
                .put("applies", "next_conversation"));
    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(700);

    HttpResponse<String> back =
        send("POST", "/admin/config/rollback", "{\"version\": 1, \"reason\": \"worse\"}");
    assertThat(json(back).getLong("version")).isEqualTo(3);
    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(1000);

    JsonObject latest =
        json(send("GET", "/admin/config/history", "")).getJsonArray("versions").getJsonObject(0);
    assertThat(latest.getString("cause")).isEqualTo("rollback");
    assertThat(latest.getString("who")).isEqualTo("anonymous");
    assertThat(latest.getString("reason")).isEqualTo("worse");
  }

  @Test
  void shouldChangeNothingOnADryRun() throws Exception {
    HttpResponse<String> dry =
        patch("{'changes': {'conversation.turns.silence_ms': 700}, 'dry_run': true}");

    assertThat(json(dry).getBoolean("dry_run")).isTrue();
    assertThat(json(dry).getBoolean("applied")).isFalse();
    assertThat(json(dry).getJsonArray("changes")).hasSize(1);
    assertThat(config.current().version().number()).isEqualTo(1);
  }

  @Test
  void shouldTellEveryProblemAtOnce() throws Exception {
    HttpResponse<String> refused =
        patch(
            "{'changes': {'conversation.turns.silence_ms': 1, 'server.prot': 2,"
                + " 'engines.talking.api_key': 'sk-0ther'}}");
    HttpResponse<String> restart =
        patch("{'changes': {'server.port': 99, 'engines.talking.api_key': 'sk-0ther'}}");
    HttpResponse<String> misfit = patch("{'changes': {'conversation.language': 'de'}}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).getString("code")).isEqualTo("CONFIG_INVALID");
    assertThat(json(refused).getJsonArray("problems")).hasSize(2);
    assertThat(refused.body()).contains("did you mean server.port?").doesNotContain("0ther");
    assertThat(restart.statusCode()).isEqualTo(422);
    assertThat(json(restart).getJsonArray("problems")).hasSize(2);
    assertThat(restart.body())
        .contains("is read only when the server starts")
        .doesNotContain("0th");
    assertThat(misfit.statusCode()).isEqualTo(422);
    assertThat(misfit.body()).contains("with these engines");
    assertThat(config.current().version().number()).isEqualTo(1);
  }

  @Test
  void shouldRefuseBodiesThatAreNotAsDocumented() throws Exception {
    for (String body :
        List.of(
            "{}",
            "{'changes': {}}",
            "{'changes': [1]}",
            "{'changes': {'a': {'b': 1}}}",
            "{'changes': {'a': [1]}}",
            "{'changes': {'a': '" + "x".repeat(9_000) + "'}}",
            "{'changes': {'a': 1}, 'reason': 5}",
            "{'changes': {'a': 1}, 'dry_run': 'yes'}",
            "{'changes': {'a': 1}, 'if_version': 1.5}",
            "{'changes': {'a': 1}, 'other': 1}",
            "[1]",
            "{")) {
      assertThat(patch(body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(send("POST", "/admin/config/rollback", "{}").statusCode()).isEqualTo(400);
    assertThat(config.current().version().number()).isEqualTo(1);
  }

  @Test
  void shouldRefuseOtherVersionsOtherTypesAndLargeBodies() throws Exception {
    assertThat(patch("{'changes': {'conversation.voice': ''}, 'if_version': 7}").statusCode())
        .isEqualTo(409);
    assertThat(send("POST", "/admin/config/rollback", "{\"version\": 9}").statusCode())
        .isEqualTo(404);
    assertThat(send("POST", "/admin/config/reload", "{}", "text/plain").statusCode())
        .isEqualTo(415);
    assertThat(patch("{'reason': '" + "x".repeat(70_000) + "'}").statusCode()).isEqualTo(413);
  }

  @Test
  void shouldHeedLimitsForTheNextConnectionAndLeaveOthersAlone() throws Exception {
    try (CodaClient first = client()) {
      assertThat(patch("{'changes': {'server.limits.connections': 1}}").statusCode())
          .isEqualTo(200);

      assertThatThrownBy(this::client).hasMessageContaining("Server overloaded");
      assertThat(server.connections()).isEqualTo(1);
      assertThat(first.isConnected()).isTrue();
    }
  }

  @Test
  void shouldFollowItsFile() throws Exception {
    Files.writeString(directory.resolve("coda.yaml"), "conversation: {turns: {silence_ms: 600}}");

    Awaitility.await().until(() -> config.get().conversation().turns().silenceMs() == 600);

    Files.writeString(directory.resolve("coda.yaml"), "conversation: {turns: {silence_ms: 650}}");
    HttpResponse<String> reloaded = send("POST", "/admin/config/reload", "{}");
    assertThat(reloaded.statusCode()).isEqualTo(200);
    assertThat(config.get().conversation().turns().silenceMs()).isEqualTo(650);
  }

  private CodaClient client() {
    CodaClient client =
        new CodaClient(
            ClientOptions.to(server.uri()).reconnect(ReconnectPolicy.NEVER).build(), event -> {});
    client.connect();
    return client;
  }

  private HttpResponse<String> patch(String body) throws Exception {
    return send("PATCH", "/admin/config", body.replace('\'', '"'));
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(method, path, body, "application/json; charset=utf-8");
  }

  private HttpResponse<String> send(String method, String path, String body, String type)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("content-type", type)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  private static JsonObject setting(HttpResponse<String> response, String key) {
    return json(response).getJsonArray("settings").stream()
        .map(JsonObject.class::cast)
        .filter(setting -> setting.getString("key").equals(key))
        .findFirst()
        .orElseThrow();
  }
}
