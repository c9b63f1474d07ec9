package coda.voice.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.Owner;
import coda.voice.gateway.TestGateway;
import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.access.FailedAttempts;
import coda.voice.gateway.access.Gatekeeper;
import coda.voice.gateway.access.MovableClock;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.SiteRules;
import coda.voice.gateway.access.TenantLimits;
import coda.voice.gateway.access.key.ApiKey;
import coda.voice.gateway.access.key.ApiKeys;
import coda.voice.gateway.access.key.KeyEntry;
import coda.voice.gateway.access.key.KeyFile;
import coda.voice.gateway.access.token.LocalKeys;
import coda.voice.gateway.access.token.SignedTokens;
import coda.voice.gateway.access.token.TestTokens;
import coda.voice.gateway.access.token.TokenRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in of real clients, and what who does not get in is told. */
class RealtimeAccessTest {
  private static final String PATH = "/v1/realtime?model=gpt-realtime";

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock();
  private final ApiKey key = ApiKey.create(new SecureRandom());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private TestGateway gateway;

  @BeforeEach
  void start() throws IOException {
    Path keys = folder.resolve("keys");
    KeyFile.add(
        keys,
        new KeyEntry(
            key.id(),
            HexFormat.of().formatHex(key.hash()),
            new Owner("default", "shop"),
            Set.of(Scope.TALK),
            Optional.empty(),
            TenantLimits.SERVERS));
    Gatekeeper gatekeeper =
        new Gatekeeper(
            List.of(
                new ApiKeys(keys, clock),
                new SignedTokens(
                    LocalKeys.of(List.of(), Optional.of(TestTokens.SECRET), clock),
                    new TokenRules("coda", "coda", "tenant", Duration.ofSeconds(30)),
                    clock)),
            new FailedAttempts(100, Duration.ofMinutes(1), new SimpleMeterRegistry(), clock),
            threads);
    gateway =
        new TestGateway(
            limits -> limits,
            new AccessRules(
                gatekeeper,
                new SiteRules(List.of(), List.of(), true, false),
                Duration.ofMinutes(1),
                clock),
            List.of());
  }

  @AfterEach
  void close() {
    gateway.awaitNothingHeld();
    gateway.close();
    threads.close();
  }

  private void letsIn(String... headers) {
    try (RealtimeClient client = RealtimeClient.connect(gateway.uri(PATH), headers)) {
      assertThat(client.types()).containsExactly("session.created");
    }
  }

  /** The whole answer to who is not let in. */
  private String refused(String... headers) throws IOException {
    return asked(
        "GET "
            + PATH
            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n",
        headers);
  }

  private String posted(String path, String... headers) throws IOException {
    return asked("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n", headers);
  }

  private String asked(String head, String... headers) throws IOException {
    URI server = gateway.uri("/");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      String request =
          head
              + String.join("", java.util.Arrays.stream(headers).map(h -> h + "\r\n").toList())
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder answer = new StringBuilder();
      while (!answer.toString().endsWith("}}")) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          break;
        }
        answer.append((char) next);
      }
      return answer.toString();
    }
  }

  private static JsonObject error(String answer) {
    JsonObject body = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(body.fieldNames()).containsExactly("error");
    JsonObject error = body.getJsonObject("error");
    assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "code", "param");
    assertThat(error.getString("message")).isNotBlank();
    assertThat(error.getString("type")).isEqualTo("invalid_request_error");
    assertThat(error.getValue("param")).isNull();
    return error;
  }

  @Test
  void shouldLetInWhoHasAKeyWhereverItsClientPutsIt() {
    letsIn("Authorization", "Bearer " + key.text());
    letsIn("authorization", "bearer " + key.text());
    letsIn("api-key", key.text());
  }

  @Test
  void shouldLetInTheOldClientThatSendsItsKeyTwice() {
    letsIn("Authorization", "Bearer " + key.text(), "api-key", key.text());
  }

  @Test
  void shouldLetInBrowsersWithTheirKeyInASubprotocolAndNotEchoIt() {
    try (RealtimeClient browser =
        RealtimeClient.offering(
            gateway.uri(PATH),
            List.of(
                "realtime",
                "openai-insecure-api-key." + key.text(),
                "openai-organization.org",
                "openai-project.proj"))) {
      browser.await("session.created");
      assertThat(browser.subprotocol()).isEqualTo("realtime");
    }
  }

  @Test
  void shouldTellInJsonWhoHasNoKeyOrAWrongOne() throws IOException {
    String nobody = refused();
    assertThat(nobody).startsWith("HTTP/1.1 401 ").containsIgnoringCase("application/json");
    assertThat(error(nobody).getString("code")).isEqualTo("invalid_api_key");
    String wrong = refused("Authorization: Bearer sk-wrong");
    assertThat(wrong).startsWith("HTTP/1.1 401 ");
    assertThat(error(wrong).getString("code")).isEqualTo("invalid_api_key");
    assertThat(refused("api-key: sk-wrong")).startsWith("HTTP/1.1 401 ");
    assertThat(refused("Sec-WebSocket-Protocol: realtime, openai-insecure-api-key.sk-wrong"))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void shouldNotChooseBetweenSeveralKeys() throws IOException {
    String answer = refused("Authorization: Bearer " + key.text(), "api-key: sk-other");

    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(key.text());
    assertThat(error(answer).getString("code")).isEqualTo("invalid_api_key");
  }

  @Test
  void shouldGiveNoEphemeralKeyToNobodyAndSaySoAsItsClientsExpectIt() throws IOException {
    String answer = posted("/v1/realtime/client_secrets");

    assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("x-request-id");
    assertThat(error(answer).getString("code")).isEqualTo("invalid_api_key");
  }

  @Test
  void shouldSayWhereThereIsNothing() throws IOException {
    String answer = posted("/v1/realtime/calls", "Authorization: Bearer " + key.text());

    assertThat(answer).startsWith("HTTP/1.1 404 ").containsIgnoringCase("application/json");
    assertThat(error(answer).getString("code")).isEqualTo("http_not_found");
  }

  @Test
  void shouldEndTheSessionOfATokenThatExpires() {
    String token = TestTokens.hs(TestTokens.claims());
    try (RealtimeClient client =
        RealtimeClient.connect(gateway.uri(PATH), "Authorization", "Bearer " + token)) {
      clock.advance(Duration.ofDays(1));

      JsonObject error = client.await("error").getJsonObject("error");
      assertThat(error.getString("code")).isEqualTo("session_expired");
      assertThat(client.closeCode()).isLessThan(4_000);
    }
  }
}
