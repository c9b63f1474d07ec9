package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.Health;
import coda.voice.engine.gpu.GpuCard;
import coda.voice.engine.gpu.GpuSnapshot;
import coda.voice.engine.gpu.Pressure;
import coda.voice.engine.ladder.RungStatus;
import coda.voice.gateway.ServiceStatus.State;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not a WebSocket. */
class HttpTest {
  private final TestGateway gateway = new TestGateway();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void shouldHoldNothing() {
    gateway.awaitNothingHeld();
    http.close();
    gateway.close();
  }

  @Test
  void shouldSayThatItLivesAndIsReady() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get("/health/ready");

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.headers().firstValue("content-type")).contains("application/json");
    assertThat(ready.body())
        .contains("\"status\":\"ready\"")
        .contains("\"role\":\"recognizer\"")
        .contains("\"state\":\"ready\"")
        .doesNotContain("rungs");
  }

  @Test
  void shouldShowTheEnginesBehindEachOther() throws Exception {
    gateway.rungs =
        List.of(
            new RungStatus(
                "near",
                Health.READY,
                RungStatus.Circuit.HALF_OPEN,
                "ENGINE_LOST",
                new RungStatus.Counts(9, 7, 0, 1, 3, 4, Map.of("ENGINE_LOST", 2L))),
            new RungStatus(
                "far",
                Health.READY,
                RungStatus.Circuit.CLOSED,
                "",
                new RungStatus.Counts(5, 5, 5, 0, 0, 0, Map.of())));

    assertThat(get("/health/ready").body())
        .contains(
            "\"rungs\":[{\"name\":\"near\",\"state\":\"ready\",\"circuit\":\"half_open\",\"asked\":9,"
                + "\"delivered\":7,\"taken_over\":0,\"recovered\":1,\"skipped_open\":3,"
                + "\"skipped_busy\":4,\"failed\":{\"ENGINE_LOST\":2},"
                + "\"last_failure\":\"ENGINE_LOST\"},{\"name\":\"far\"");
  }

  @Test
  void shouldTellOfGraphicsCardsWhereThereAreSome() throws Exception {
    assertThat(get("/health/ready").body()).doesNotContain("gpu");
    gateway.gpu =
        List.of(
            new GpuSnapshot.Card(
                new GpuCard(0, "RTX", 1_000, 100), 500, OptionalLong.of(800), Pressure.MEDIUM),
            new GpuSnapshot.Card(
                new GpuCard(1, "T4", 1_000, 100), 0, OptionalLong.empty(), Pressure.NONE));

    assertThat(get("/health/ready").body())
        .contains(
            "\"gpu\":[{\"name\":\"RTX\",\"total_bytes\":1000,\"budget_bytes\":900,"
                + "\"reserved_bytes\":500,\"pressure\":\"medium\",\"used_bytes\":800},"
                + "{\"name\":\"T4\",\"total_bytes\":1000,\"budget_bytes\":900,"
                + "\"reserved_bytes\":0,\"pressure\":\"none\"}]");
  }

  @ParameterizedTest
  @CsvSource({
    "STARTING, starting, Server starting",
    "DRAINING, draining, Server draining",
  })
  void shouldRefuseConversationsUnlessReady(State state, String word, String reason)
      throws Exception {
    gateway.state = state;

    HttpResponse<String> ready = get("/health/ready");
    try (TestClient client = gateway.client()) {
      assertThat(client.awaitClose()).isEqualTo(1013);
      assertThat(client.closeReason()).isEqualTo(reason + "; retry_after_ms=2000");
    }

    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("\"status\":\"" + word + "\"");
    assertThat(get("/health/startup").statusCode()).isEqualTo(state == State.STARTING ? 503 : 200);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseConversationsWhileAnEngineIsDownButLetClientsIn() throws Exception {
    gateway.state = State.IMPAIRED;

    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{}");
      assertThat(client.awaitError("SERVER_IMPAIRED").retryAfterMs()).isPresent();
    }
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing, 404",
    "GET, /ws, 404",
    "GET, /ws/voice, 426",
    "GET, /, 426",
    "POST, /ws/voice, 426",
    "POST, /health/live, 405",
    "POST, /health/startup, 405",
    "DELETE, /health/ready, 405",
  })
  void shouldRefuseWhatIsNotThere(String method, String path, int code) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(gateway.http(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(code);
    assertThat(response.body()).startsWith("{\"error\":");
  }

  @Test
  void shouldRefuseAnUpgradeThatIsNone() {
    try (RawSocket raw = new RawSocket(gateway.uri("/"))) {
      raw.write(
          "GET /ws/voice HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");

      assertThat(raw.readHead()).contains(" 4");
      assertThat(raw.readToEnd()).isTrue();
    }
  }

  @Test
  void shouldSurviveGarbageInsteadOfHttp() throws Exception {
    try (RawSocket raw = new RawSocket(gateway.uri("/"))) {
      raw.write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3, '\r', '\n', '\r', '\n'});
      raw.readToEnd();
    }
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayWhichPortIsTaken() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> gateway.anotherOnTheSamePort().start()))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("127.0.0.1:" + gateway.server().port())
        .hasMessageContaining("--port");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(gateway.http(path)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
