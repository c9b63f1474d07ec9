package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.server.config.ConfigException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API8: what a server gives away, or leaves open, without being told to. */
class SecurityMisconfigurationTest {
  private static final Pattern INSIDES =
      Pattern.compile(
          "(?i)exception|\\bat [a-z]+\\.|java\\.|coda\\.voice|vertx|netty|jackson|\\.java|/tmp|/home|/root|h2:|sql|null");

  @TempDir private static Path folder;
  private static AttackedServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        AttackedServer.guarded(
            folder, "storage.enabled=true", "storage.folder=" + folder.resolve("data"));
  }

  @AfterEach
  void shouldHoldNothing() throws Exception {
    server.leave();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /health/live | 200",
        "GET | /health/ready | 200",
        "GET | /metrics | 401",
        "GET | /nothing | 404",
        "GET | /ws/voice | 426",
        "POST | /health/live | 405",
        "GET | /v1/conversations?limit=x | 401",
        "POST | /v1/client_tokens | 401",
      })
  void shouldSayWhatBrowsersAreToHeedAndNothingOfItself(String method, String path, int status)
      throws Exception {
    Answer answer = server.call(method, path, "");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).containsExactly("application/json");
    assertThat(answer.header("x-content-type-options")).containsExactly("nosniff");
    assertThat(answer.header("cache-control")).containsExactly("no-store");
    assertThat(answer.header("access-control-allow-origin")).isEmpty();
    assertThat(answer.header("server")).isEmpty();
    assertThat(answer.header("x-powered-by")).isEmpty();
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  @Test
  void shouldSayTheSameOfItsMetrics() throws Exception {
    Answer answer = server.call("GET", "/metrics", Forge.token("watcher", "monitor"));

    assertThat(answer.header("x-content-type-options")).containsExactly("nosniff");
    assertThat(answer.header("cache-control")).containsExactly("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/conversations?limit=999999999999999999999",
        "/v1/conversations?limit=-1&offset=%00",
        "/v1/conversations/%ff%fe",
        "/v1/conversations/%00",
        "/v1/conversations/%zz",
        "/v1/conversations/%",
        "/admin/sessions/%00",
        "/admin/sessions?limit=%F0%9F%98%80",
        "/admin/sessions?limit=%f",
        "/admin/config?changed=%zz",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%",
      })
  void shouldNotShowItsInsidesInErrors(String path) {
    String root = "Authorization: Bearer " + Forge.token("root", "talk monitor admin");

    Answer answer = server.raw().request("GET " + path + " HTTP/1.1", root).answer();

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.json().getString("reference")).isNotBlank();
    assertThat(answer.all()).doesNotContainPattern(INSIDES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"no_such_thing\",\"data\":{}}",
        "{\"type\":\"conversation_start\",\"data\":{\"mode\":\"x\",\"voice\":\"../../etc\"}}",
        "{\"type\":\"conversation_start\",\"data\":{\"conversation_id\":\"../../etc\"}}",
        "{\"type\":\"voice_start\",\"data\":{\"audio_config\":{\"sample_rate\":-1}}}",
        "{\"type\":\"voice_chunk\",\"data\":{\"audio_data\":\"zz\"}}",
        "{\"type\":\"resume\",\"data\":{\"resume_token\":\"x\",\"last_seq\":-1}}",
        "{\"type\":\"auth\",\"data\":{\"token\":\"x.y.z\"}}",
        "{\"type\":\"subscribe\",\"data\":{\"event_types\":[\"everything\"]}}",
      })
  void shouldNotShowItsInsidesInMessages(String message) {
    TalkClient client = server.connect(Forge.token("anna", "talk"));

    client.send(message);

    assertThat(client.alive()).isTrue();
    assertThat(client.messages())
        .filteredOn(
            m -> m.getString("type").equals("error") || m.getString("type").equals("auth_failed"))
        .hasSize(1)
        .allSatisfy(
            m -> {
              assertThat(m.getJsonObject("data").getString("reference")).isNotBlank();
              assertThat(m.getJsonObject("data").getString("error")).doesNotContainPattern(INSIDES);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TRACE", "TRACK", "CONNECT", "OPTIONS", "PROPFIND", "DEBUG", "PUT", "foo"})
  void shouldNotKnowMethodsThatItDoesNotNeed(String method) {
    for (String path : new String[] {"/health/live", "/metrics", "/", "/ws/voice"}) {
      Optional<Answer> answer =
          server
              .raw()
              .request(
                  method + " " + path + " HTTP/1.1",
                  "X-Secret: do-not-echo",
                  "Origin: http://localhost",
                  "Access-Control-Request-Method: DELETE")
              .next();

      // To CONNECT a decoder may have nothing to say but goodbye.
      answer.ifPresent(
          a -> {
            assertThat(a.status()).isIn(400, 404, 405, 426, 501);
            assertThat(a.all())
                .doesNotContain("do-not-echo")
                .doesNotContainIgnoringCase("access-control-allow");
          });
    }
  }

  @Test
  void shouldNotUpgradeToAnythingElse() {
    Answer answer =
        server
            .raw()
            .request(
                "GET /health/live HTTP/1.1",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__")
            .answer();
    assertThat(answer.status()).isEqualTo(200);

    RawClient prior = server.raw();
    prior.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    assertThat(prior.next().map(Answer::status).orElse(400)).isBetween(400, 505);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example.com", "localhost.", "0"})
  void shouldNotListenForOthersWhileItAsksNobodyWhoTheyAre(String host) {
    assertThatThrownBy(() -> AttackedServer.open("server.host=" + host))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("security.allow_open");
  }
}
