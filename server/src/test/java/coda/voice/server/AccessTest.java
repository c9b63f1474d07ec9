package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.client.ClientError;
import coda.voice.client.ClientException;
import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.ReconnectPolicy;
import coda.voice.conversation.Owner;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.TenantLimits;
import coda.voice.gateway.access.key.ApiKey;
import coda.voice.gateway.access.key.KeyEntry;
import coda.voice.gateway.access.key.KeyFile;
import coda.voice.server.config.ConfigException;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the whole server. */
class AccessTest {
  @TempDir private Path folder;
  private final TalkingEngines engines = new TalkingEngines();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    engines.close();
    http.close();
  }

  private VoiceServer start(String... more) throws InterruptedException {
    List<String> settings =
        new ArrayList<>(List.of("server.port=0", "server.drain_ms=0", "storage.enabled=false"));
    for (String kind :
        List.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")) {
      settings.add("engines." + kind + "=" + TalkingEngines.NAME);
    }
    settings.addAll(Arrays.asList(more));
    return VoiceServer.start(
        new ConfigLoader(engines.registry())
            .load(ConfigSources.none().withProfile("testing").withOverrides(settings)),
        engines.registry(),
        "1");
  }

  private int get(VoiceServer server, String path, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private int drain(VoiceServer server, String token) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/admin/drain"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private static CodaClient client(VoiceServer server, Optional<String> token) {
    ClientOptions.Builder options = ClientOptions.to(server.uri()).reconnect(ReconnectPolicy.NEVER);
    token.ifPresent(options::token);
    return new CodaClient(options.build(), event -> {});
  }

  @Test
  void shouldLetInWhoHoldsAKeyOfTheFileAndNobodyElse() throws Exception {
    Path keys = folder.resolve("keys");
    ApiKey key = ApiKey.create(new SecureRandom());
    KeyFile.add(
        keys,
        new KeyEntry(
            key.id(),
            HexFormat.of().formatHex(key.hash()),
            new Owner("default", "shop"),
            Set.of(Scope.TALK, Scope.MONITOR),
            Optional.empty(),
            TenantLimits.SERVERS));
    try (VoiceServer server = start("security.key_file=" + keys)) {
      try (CodaClient client = client(server, Optional.of(key.text()))) {
        client.connect();
        assertThat(client.isConnected()).isTrue();
      }
      for (Optional<String> wrong : List.of(Optional.<String>empty(), Optional.of("a.b.c"))) {
        try (CodaClient client = client(server, wrong)) {
          assertThatThrownBy(client::connect)
              .isInstanceOfSatisfying(
                  ClientException.class,
                  e -> assertThat(e.is(ClientError.CLIENT_AUTHENTICATION)).isTrue());
        }
      }
      assertThat(get(server, "/metrics", "")).isEqualTo(401);
      assertThat(get(server, "/metrics", key.text())).isEqualTo(200);
      assertThat(get(server, "/admin/sessions", key.text())).isEqualTo(200);
      assertThat(drain(server, key.text())).isEqualTo(403);
      assertThat(get(server, "/health/ready", "")).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "voice.example.com", "localhost.example"})
  void shouldRefuseToListenForOthersWhileItAsksNobodyWhoTheyAre(String host) {
    assertThatThrownBy(() -> start("server.host=" + host))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("server.host")
        .hasMessageContaining("security.allow_open: true")
        .hasMessageContaining("security.key_file");
  }

  @Test
  void shouldListenForOthersWhenItIsToldTo() throws Exception {
    try (VoiceServer server = start("server.host=0.0.0.0", "security.allow_open=true")) {
      assertThat(get(server, "/health/ready", "")).isEqualTo(200);
    }
  }

  @Test
  void shouldAskWhoComesWhereverItListensOnceThereIsASecret() throws Exception {
    try (VoiceServer server =
        start("server.host=0.0.0.0", "security.tokens.secret=" + "s".repeat(32))) {
      assertThat(get(server, "/metrics", "")).isEqualTo(401);
    }
  }

  @Test
  void shouldNotStartWithASecretThatIsTooShortNorShowIt() {
    assertThatThrownBy(() -> start("security.tokens.secret=hunter2"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("security.tokens.secret")
        .hasMessageContaining("32 bytes")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://id.example.com/keys", "ftp://id.example.com/keys", "nonsense"})
  void shouldNotFetchKeysInTheOpen(String url) {
    assertThatThrownBy(() -> start("security.tokens.jwks_url=" + url))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("security.tokens.jwks_url")
        .hasMessageContaining("https");
  }

  @Test
  void shouldNotStartWithoutTheFilesThatAreConfigured() {
    assertThatThrownBy(() -> start("security.key_file=" + folder.resolve("nowhere")))
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> start("security.tokens.key_files=" + folder.resolve("nowhere.pem")))
        .hasMessageContaining("nowhere.pem");
  }
}
