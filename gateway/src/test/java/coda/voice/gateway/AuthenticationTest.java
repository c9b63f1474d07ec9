package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import coda.voice.audio.wav.WavFile;
import coda.voice.conversation.Owner;
import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.access.ClientTokens;
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
import coda.voice.gateway.http.ClientTokenRoutes;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.limits.Patience;
import coda.voice.protocol.coda.ServerMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in, over real sockets, and who does not get in. */
class AuthenticationTest {
  private static final int ATTEMPTS = 5;

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock();
  private final ApiKey key = ApiKey.create(new SecureRandom());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<TestClient> clients = new ArrayList<>();
  private TestGateway gateway;

  /** A path for those who may administer. */
  private static final class AdminPath implements HttpRoutes {
    @Override
    public void mount(Router router, RouteAccess access) {
      router
          .get("/admin/nothing")
          .handler(access.require(Scope.ADMIN))
          .handler(context -> context.response().end("ok"));
    }
  }

  @BeforeEach
  void start() throws IOException {
    start(limits -> limits);
  }

  private void start(UnaryOperator<Limits> limits) throws IOException {
    Path keys = folder.resolve("keys");
    Files.deleteIfExists(keys);
    KeyFile.add(
        keys,
        new KeyEntry(
            key.id(),
            HexFormat.of().formatHex(key.hash()),
            new Owner("default", "shop"),
            Set.of(Scope.TALK, Scope.MONITOR),
            Optional.empty(),
            TenantLimits.SERVERS));
    ClientTokens clientTokens = new ClientTokens(100, Duration.ofHours(1), clock);
    Gatekeeper gatekeeper =
        new Gatekeeper(
            List.of(
                clientTokens,
                new ApiKeys(keys, clock),
                new SignedTokens(
                    LocalKeys.of(List.of(), Optional.of(TestTokens.SECRET), clock),
                    new TokenRules("coda", "coda", "tenant", Duration.ofSeconds(30)),
                    clock)),
            new FailedAttempts(ATTEMPTS, Duration.ofMinutes(1), meters, clock),
            threads);
    gateway =
        new TestGateway(
            limits,
            new AccessRules(
                gatekeeper,
                new SiteRules(List.of("https://app.example.com"), List.of(), true, false),
                Duration.ofMinutes(1),
                clock),
            List.of(new ClientTokenRoutes(clientTokens, Duration.ofMinutes(1)), new AdminPath()));
  }

  @AfterEach
  void shouldHoldNothing() {
    clients.forEach(TestClient::close);
    gateway.awaitNothingHeld();
    gateway.close();
    http.close();
    threads.close();
  }

  private TestClient client() {
    return connect(upgrade -> upgrade);
  }

  private TestClient connect(UnaryOperator<WebSocket.Builder> upgrade) {
    TestClient client = TestClient.connect(gateway.uri("/ws/voice"), upgrade);
    clients.add(client);
    return client;
  }

  private TestClient withHeader(String token) {
    return connect(upgrade -> upgrade.header("Authorization", "Bearer " + token));
  }

  private static String token(String user, String scope) {
    Map<String, Object> claims = TestTokens.claims();
    claims.put("sub", user);
    claims.put("scope", scope);
    return TestTokens.hs(claims);
  }

  private static String anna() {
    return token("anna", "talk");
  }

  private static String auth(String token) {
    return "{\"token\":\"" + token + "\"}";
  }

  private static boolean talks(TestClient client) {
    client.send("conversation_start", "{}").await1(ServerMessage.ConversationStarted.class);
    return true;
  }

  private int refusedWith(UnaryOperator<WebSocket.Builder> upgrade) {
    Throwable failure = catchThrowable(() -> connect(upgrade));
    assertThat(failure).hasCauseInstanceOf(WebSocketHandshakeException.class);
    return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
  }

  @Test
  void shouldLetInWhoPresentsATokenInTheHeader() {
    TestClient client = withHeader(anna());

    assertThat(client.await1(ServerMessage.Connect.class).authRequired()).isFalse();
    assertThat(talks(client)).isTrue();
  }

  @Test
  void shouldLetInWhoPresentsATokenInASubprotocolWithoutEchoingIt() {
    TestClient client = connect(upgrade -> upgrade.subprotocols("coda", "coda.bearer." + anna()));

    assertThat(client.subprotocol()).isEqualTo("coda");
    assertThat(client.await1(ServerMessage.Connect.class).authRequired()).isFalse();
    assertThat(talks(client)).isTrue();
  }

  @Test
  void shouldLetInWhoPresentsATokenInAMessage() {
    TestClient client = client();
    assertThat(client.await1(ServerMessage.Connect.class).authRequired()).isTrue();

    client.send("auth", auth(anna()));

    ServerMessage.AuthSuccess success = client.await1(ServerMessage.AuthSuccess.class);
    assertThat(success.userId()).isEqualTo("anna");
    assertThat(success.expiresAt())
        .hasValue(MovableClock.START.plusSeconds(630).toEpochMilli() / 1000.0);
    assertThat(talks(client)).isTrue();
  }

  @Test
  void shouldLetInWhoPresentsAnApiKey() {
    assertThat(talks(withHeader(key.text()))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conversation_start | {}",
        "voice_start | {}",
        "subscribe | {\"event_types\":[\"metrics\"]}",
        "conversation_end | {}",
        "interrupt | {}",
        "configure | {\"language\":\"en-US\"}",
        "resume | {\"resume_token\":\"x\",\"last_seq\":0}",
      })
  void shouldAnswerNothingElseBeforeItKnowsWhoAsks(String type, String data) {
    TestClient client = client();

    client.send(type, data);

    ServerMessage.Failure failure = client.awaitError("AUTH_REQUIRED");
    assertThat(failure.error()).isEqualTo("Authentication required");
    assertThat(failure.fatal()).isFalse();
    assertThat(client.alive()).isTrue();
    assertThat(client.send("disconnect", "{}").awaitClose()).isEqualTo(1000);
  }

  @ParameterizedTest
  @CsvSource({"/v1/audio/transcriptions", "/v1/audio/speech", "/v1/models", "/v1/models/hearing"})
  void shouldRefuseSpeechToStrangersInTheWordsOfItsClients(String path) throws Exception {
    HttpResponse<String> stranger = speech(path, "");
    HttpResponse<String> forged = speech(path, "Bearer sk-nonsense");
    HttpResponse<String> other = speech(path, "Bearer " + token("eve", "monitor"));

    for (HttpResponse<String> refused : List.of(stranger, forged)) {
      assertThat(refused.statusCode()).isEqualTo(401);
      JsonObject error = new JsonObject(refused.body()).getJsonObject("error");
      assertThat(error.getString("code")).isEqualTo("invalid_api_key");
      assertThat(error.getString("type")).isEqualTo("invalid_request_error");
      assertThat(refused.headers().firstValue("x-request-id")).isPresent();
    }
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("insufficient_permissions");
    for (String proof : List.of(anna(), key.text())) {
      assertThat(speech(path, "Bearer " + proof).statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<String> speech(String path, String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.http(path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (path.endsWith("transcriptions")) {
      byte[] wav = WavFile.bytes(new short[1_600], 16_000);
      request.header("content-type", FormBody.TYPE);
      request.POST(BodyPublishers.ofByteArray(new FormBody().file("file", wav).end()));
    } else if (path.endsWith("speech")) {
      request.header("content-type", "application/json");
      request.POST(BodyPublishers.ofString("{\"input\":\"Hello.\"}"));
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void shouldNotLookAtSoundNorAtLongMessagesOfAStranger() {
    TestClient client = client();

    client.send(new byte[1_000]).awaitError("AUTH_REQUIRED");
    client.send("[".repeat(100_000));

    assertThat(client.alive()).isTrue();
    assertThat(client.all(ServerMessage.Failure.class))
        .extracting(ServerMessage.Failure::code)
        .containsOnly("AUTH_REQUIRED");
  }

  @Test
  void shouldCloseAConnectionThatDoesNotSayWhoItIsInTime() throws IOException {
    gateway.close();
    start(limits -> limits.with(new Patience(300, 30_000, 10_000, Patience.DEFAULTS.heartbeat())));
    TestClient client = client();

    assertThat(client.awaitClose()).isEqualTo(1008);
    assertThat(client.awaitError("AUTH_REQUIRED").fatal()).isTrue();
  }

  @Test
  void shouldRefuseAWrongTokenBeforeTheUpgrade() {
    assertThat(refusedWith(upgrade -> upgrade.header("Authorization", "Bearer a.b.c")))
        .isEqualTo(401);
    assertThat(refusedWith(upgrade -> upgrade.subprotocols("coda", "coda.bearer.nonsense")))
        .isEqualTo(401);
    assertThat(
            refusedWith(
                upgrade ->
                    upgrade
                        .header("Authorization", "Bearer " + anna())
                        .subprotocols("coda", "coda.bearer." + anna())))
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "access_token", "TOKEN", "api_key", "x=1&jwt"})
  void shouldNotTakeTokensFromTheAddress(String name) throws Exception {
    try (RawSocket raw = new RawSocket(gateway.uri("/"))) {
      raw.write(
          "GET /ws/voice?%s=%s HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
              .formatted(name, anna()));

      assertThat(raw.readHead()).contains(" 400 ");
    }
  }

  @Test
  void shouldCloseAfterAFewWrongTokens() {
    TestClient client = client();

    client.send("auth", auth("a.b.c")).send("auth", auth("nonsense"));
    client.send("auth", auth(anna().replaceFirst(".$", "")));

    assertThat(client.awaitClose()).isEqualTo(1008);
    assertThat(client.all(ServerMessage.AuthFailed.class))
        .hasSize(3)
        .allMatch(failed -> failed.error().equals("Authentication failed"))
        .allMatch(failed -> failed.code().equals(Optional.of("AUTH_FAILED")))
        .allMatch(failed -> failed.reference().isPresent());
  }

  @Test
  void shouldLetAnAddressWaitThatFailsTooOften() throws Exception {
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThat(refusedWith(upgrade -> upgrade.header("Authorization", "Bearer a.b.c")))
          .isEqualTo(401);
    }

    HttpResponse<String> answer = post("", key.text());
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).contains("12");
    assertThat(new JsonObject(answer.body()).getLong("retry_after_ms")).isEqualTo(12_000);
    TestClient client = client();
    client.send("auth", auth(anna()));
    ServerMessage.AuthFailed failed = client.await1(ServerMessage.AuthFailed.class);
    assertThat(failed.code()).contains("AUTH_TOO_OFTEN");
    assertThat(failed.retryAfterMs()).hasValue(12_000);

    clock.advance(Duration.ofSeconds(12));
    assertThat(post("", key.text()).statusCode()).isEqualTo(201);
  }

  @Test
  void shouldNotTalkWithoutTheScope() {
    TestClient client = withHeader(token("anna", "monitor"));

    client.send("conversation_start", "{}");

    assertThat(client.awaitError("ACCESS_DENIED").error()).contains("'talk'");
    assertThat(client.alive()).isTrue();
  }

  @Test
  void shouldLetTwoOwnersUseTheSameIdWithoutLearningOfEachOther() {
    String start = "{\"conversation_id\":\"same\"}";
    TestClient anna = withHeader(anna());
    anna.send("conversation_start", start).await1(ServerMessage.ConversationStarted.class);
    TestClient bert = withHeader(token("bert", "talk"));

    bert.send("conversation_start", start);

    assertThat(bert.await1(ServerMessage.ConversationStarted.class).conversationId())
        .isEqualTo("same");
    TestClient annaAgain = withHeader(anna());
    annaAgain.send("conversation_start", start);
    assertThat(annaAgain.awaitError("CONVERSATION_IN_USE").retryAfterMs()).isPresent();
  }

  @Test
  void shouldWarnBeforeTheTokenExpiresAndThenEndTheConnection() {
    TestClient client = withHeader(anna());
    talks(client);

    clock.advance(Duration.ofSeconds(575));

    ServerMessage.Status warning =
        client.awaitOne(
            ServerMessage.Status.class, status -> status.eventType().equals("auth_expiring"));
    assertThat(((Number) warning.data().get("time_left_ms")).longValue()).isEqualTo(55_000);
    assertThat(client.alive()).isTrue();

    clock.advance(Duration.ofSeconds(55));

    assertThat(client.awaitClose()).isEqualTo(4005);
    assertThat(client.awaitError("AUTH_EXPIRED").fatal()).isTrue();
  }

  @Test
  void shouldGoOnWithANewerTokenOfTheSameOwner() {
    TestClient client = withHeader(anna());
    talks(client);
    clock.advance(Duration.ofSeconds(575));
    client.awaitOne(ServerMessage.Status.class, s -> s.eventType().equals("auth_expiring"));
    Map<String, Object> claims = TestTokens.claims();
    claims.put("exp", MovableClock.START.getEpochSecond() + 6_000);

    client.send("auth", auth(TestTokens.hs(claims))).await1(ServerMessage.AuthSuccess.class);
    clock.advance(Duration.ofSeconds(600));

    assertThat(client.alive()).isTrue();
    assertThat(client.send("conversation_end", "{}").await1(ServerMessage.ConversationEnded.class))
        .isNotNull();
  }

  @Test
  void shouldNotContinueTheConversationOfSomebodyElse() {
    TestClient anna = withHeader(anna());
    talks(anna);
    TestClient thief = withHeader(token("bert", "talk admin"));
    String stolen = "{\"resume_token\":\"" + anna.resumeToken() + "\",\"last_seq\":1}";

    thief.send("resume", stolen).awaitError("RESUME_UNKNOWN");
    client().send("resume", stolen).awaitError("AUTH_REQUIRED");

    assertThat(anna.alive()).isTrue();
    assertThat(talks(thief)).isTrue();
  }

  @Test
  void shouldTellInTimeHowToContinueWithANewerTokenOnANewConnection() {
    TestClient client = withHeader(anna());
    talks(client);
    clock.advance(Duration.ofSeconds(575));
    ServerMessage.GoAway goAway = client.await1(ServerMessage.GoAway.class);
    assertThat(goAway.reason()).isEqualTo("token_expires");
    assertThat(goAway.resumeToken()).hasValue(client.resumeToken());
    Map<String, Object> claims = TestTokens.claims();
    claims.put("exp", MovableClock.START.getEpochSecond() + 6_000);

    TestClient next = withHeader(TestTokens.hs(claims));
    next.resume(client);
    clock.advance(Duration.ofSeconds(600));

    assertThat(client.awaitClose()).isEqualTo(4006);
    assertThat(next.alive()).isTrue();
  }

  @Test
  void shouldNotBecomeSomebodyElse() {
    TestClient client = withHeader(anna());

    client.send("auth", auth(token("bert", "talk admin")));

    assertThat(client.await1(ServerMessage.AuthFailed.class).code()).contains("AUTH_FAILED");
    client.send("auth", "{\"user_id\":\"bert\",\"token\":\"" + anna() + "\"}");
    assertThat(client.alive()).isTrue();
    assertThat(client.all(ServerMessage.AuthFailed.class)).hasSize(2);
    assertThat(client.all(ServerMessage.AuthSuccess.class)).isEmpty();
  }

  @Test
  void shouldSayThatATokenHasExpired() {
    String token = anna();
    clock.advance(Duration.ofSeconds(630));
    TestClient client = client();

    client.send("auth", auth(token));

    assertThat(client.await1(ServerMessage.AuthFailed.class).code()).contains("AUTH_EXPIRED");
  }

  @Test
  void shouldGiveTokensForClientsThatOpenOneConnectionEach() throws Exception {
    HttpResponse<String> answer = post("{\"start_s\":30}", key.text());

    assertThat(answer.statusCode()).isEqualTo(201);
    JsonObject body = new JsonObject(answer.body());
    assertThat(body.getString("user")).isEqualTo("shop");
    assertThat(body.getDouble("expires_at"))
        .isEqualTo(MovableClock.START.plusSeconds(30).toEpochMilli() / 1000.0);
    String token = body.getString("token");
    assertThat(post("", token).statusCode()).isEqualTo(401);
    TestClient client = connect(upgrade -> upgrade.subprotocols("coda", "coda.bearer." + token));
    assertThat(talks(client)).isTrue();
    assertThat(refusedWith(upgrade -> upgrade.subprotocols("coda", "coda.bearer." + token)))
        .isEqualTo(401);
  }

  @Test
  void shouldGiveTokensForOthersToThoseWhoAdminister() throws Exception {
    assertThat(post("{\"user\":\"anna\"}", key.text()).statusCode()).isEqualTo(403);

    HttpResponse<String> answer =
        post("{\"user\":\"anna\",\"tenant\":\"acme\"}", token("root", "talk admin"));

    assertThat(answer.statusCode()).isEqualTo(201);
    TestClient client = client();
    client.send("auth", auth(new JsonObject(answer.body()).getString("token")));
    assertThat(client.await1(ServerMessage.AuthSuccess.class).userId()).isEqualTo("anna");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"user\":7}",
        "{\"user\":\"a b\"}",
        "{\"start_s\":0}",
        "{\"start_s\":601}",
        "{\"start_s\":\"5\"}",
        "{\"scopes\":[\"admin\"]}",
        "{",
      })
  void shouldRefuseRequestsForTokensThatAreWrong(String body) throws Exception {
    assertThat(post(body, key.text()).statusCode()).isEqualTo(400);
  }

  @Test
  void shouldNotReadALongRequest() throws Exception {
    assertThat(post("{\"user\":\"" + "a".repeat(5_000) + "\"}", key.text()).statusCode())
        .isEqualTo(413);
  }

  @Test
  void shouldShowTheEnginesOnlyToThoseWhoMayMonitor() throws Exception {
    HttpResponse<String> stranger = get("/health/ready", "");
    HttpResponse<String> monitor = get("/health/ready", token("ops", "monitor"));

    assertThat(stranger.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(stranger.body()).fieldNames())
        .containsExactlyInAnyOrder("status", "version");
    assertThat(monitor.body()).contains("recognizer");
    assertThat(get("/health/ready", anna()).body()).doesNotContain("recognizer");
    assertThat(get("/health/live", "").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldKeepPathsForThoseWhoMay() throws Exception {
    assertThat(get("/admin/nothing", "").statusCode()).isEqualTo(401);
    assertThat(get("/admin/nothing", "a.b.c").statusCode()).isEqualTo(401);
    assertThat(get("/admin/nothing", key.text()).statusCode()).isEqualTo(403);
    assertThat(get("/admin/nothing", token("root", "admin")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example,    false",
    "null,                    false",
    "https://app.example.com, true",
    "http://localhost:3000,   true",
  })
  void shouldOnlyBeOpenToPagesOfSitesThatMay(String origin, boolean open) {
    UnaryOperator<WebSocket.Builder> upgrade =
        builder -> builder.header("Origin", origin).header("Authorization", "Bearer " + anna());

    if (open) {
      assertThat(talks(connect(upgrade))).isTrue();
    } else {
      assertThat(refusedWith(upgrade)).isEqualTo(403);
    }
  }

  @Test
  void shouldNotBeReachableByAForeignNameWhileItIsOpen() {
    try (TestGateway open = new TestGateway();
        RawSocket raw = new RawSocket(open.uri("/"))) {
      raw.write("GET /health/ready HTTP/1.1\r\nHost: evil.example:8765\r\n\r\n");

      assertThat(raw.readHead()).contains(" 403 ");
      assertThat(raw.readToEnd()).isTrue();
    }
  }

  private HttpResponse<String> post(String body, String token) throws Exception {
    return http.send(
        HttpRequest.newBuilder(gateway.http("/v1/client_tokens"))
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.http(path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
