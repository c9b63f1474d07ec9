package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API2: somebody gets in without being who they say they are. */
class BrokenAuthenticationTest {
  private static final String PATH = "/v1/conversations";

  @TempDir private static Path folder;
  private static AttackedServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        AttackedServer.guarded(
            folder,
            "storage.enabled=true",
            "storage.folder=" + folder.resolve("data"),
            "security.tokens.skew_ms=0");
  }

  @AfterEach
  void shouldHoldNothing() throws Exception {
    server.leave();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private static JsonObject anna() {
    return Forge.claims("anna", "talk monitor admin");
  }

  private static Arguments forged(String name, String token) {
    return Arguments.argumentSet(name, token);
  }

  private static Arguments claims(String name, JsonObject claims) {
    return forged(name, Forge.hs(Forge.HS, claims.encode()));
  }

  private static Arguments header(String name, String header) {
    return forged(name, Forge.hs(header, anna().encode()));
  }

  private static String without(String claim) {
    JsonObject claims = anna();
    claims.remove(claim);
    return Forge.hs(Forge.HS, claims.encode());
  }

  static Stream<Arguments> forgeries() {
    long now = Instant.now().getEpochSecond();
    String good = Forge.hs(Forge.HS, anna().encode());
    String[] parts = good.split("\\.");
    String rich = Forge.base64(anna().put("sub", "root").encode());
    byte[] publicKey = Forge.KEYS.getPublic().getEncoded();
    String none = Forge.base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
    return Stream.of(
        forged("alg none, no signature", none),
        forged("alg none, some signature", none + parts[2]),
        forged("alg nOnE", Forge.base64("{\"alg\":\"nOnE\"}") + "." + parts[1] + "."),
        header("alg none, signed all the same", "{\"alg\":\"none\"}"),
        header("alg empty", "{\"alg\":\"\"}"),
        header("no alg", "{\"typ\":\"JWT\"}"),
        header("alg null", "{\"alg\":null}"),
        header("alg a list", "{\"alg\":[\"HS256\"]}"),
        header("alg of other case", "{\"alg\":\"hs256\"}"),
        header("HS384 over an HS256 signature", "{\"alg\":\"HS384\"}"),
        header("EdDSA over an HS256 signature", Forge.ED),
        header("RS256 over an HS256 signature", "{\"alg\":\"RS256\"}"),
        forged("HS256 over an EdDSA signature", Forge.ed(Forge.HS, anna().encode())),
        forged(
            "HS256 with the public key as PEM for a secret",
            Forge.hs(Forge.HS, anna().encode(), Forge.pem().getBytes(StandardCharsets.UTF_8))),
        forged(
            "HS256 with the public key as DER for a secret",
            Forge.hs(Forge.HS, anna().encode(), publicKey)),
        forged(
            "HS256 with the public point for a secret",
            Forge.hs(
                Forge.HS,
                anna().encode(),
                Arrays.copyOfRange(publicKey, publicKey.length - 32, publicKey.length))),
        forged("another secret", Forge.hs(Forge.HS, anna().encode(), new byte[32])),
        forged("another key pair", Forge.ed(Forge.ED, anna().encode(), Forge.keys())),
        forged("no signature", parts[0] + "." + parts[1] + "."),
        forged("two parts", parts[0] + "." + parts[1]),
        forged("other claims under a good signature", parts[0] + "." + rich + "." + parts[2]),
        forged("a signature that goes on", good + "AA"),
        forged("five parts, as if encrypted", good + ".x.y"),
        forged("padded", good + "=="),
        header("crit", "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}"),
        header("b64 false", "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}"),
        header("compressed", "{\"alg\":\"HS256\",\"zip\":\"DEF\"}"),
        header("two algs", "{\"alg\":\"HS256\",\"alg\":\"none\"}"),
        forged(
            "brings its key along",
            Forge.ed(
                "{\"alg\":\"EdDSA\",\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"}}"
                    .formatted(
                        Forge.base64(
                            Arrays.copyOfRange(
                                publicKey, publicKey.length - 32, publicKey.length))),
                anna().encode())),
        header("jku", "{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1:1/keys\"}"),
        header("x5u", "{\"alg\":\"HS256\",\"x5u\":\"http://127.0.0.1:1/keys\"}"),
        forged(
            "kid of an empty file, and its contents for a secret",
            Forge.hs("{\"alg\":\"HS256\",\"kid\":\"/dev/null\"}", anna().encode(), new byte[] {0})),
        forged(
            "kid with SQL, and what it would select for a secret",
            Forge.hs(
                "{\"alg\":\"HS256\",\"kid\":\"x' UNION SELECT 'key\"}",
                anna().encode(),
                "key".getBytes(StandardCharsets.UTF_8))),
        claims("expired", anna().put("exp", now - 1)),
        claims("expired long before the epoch", anna().put("exp", -1)),
        claims("expires never, as text", anna().put("exp", "never")),
        claims("expires beyond all numbers", anna().put("exp", Double.MAX_VALUE)),
        forged("expires not at all", without("exp")),
        claims("not yet", anna().put("nbf", now + 600)),
        claims("issued in the future", anna().put("iat", now + 600)),
        claims("another issuer", anna().put("iss", "coda.example.com")),
        claims("issuers as a list", anna().put("iss", new JsonArray().add("coda"))),
        forged("no issuer", without("iss")),
        claims("another audience", anna().put("aud", "billing")),
        claims("other audiences", anna().put("aud", new JsonArray().add("billing").add("Coda"))),
        forged("no audience", without("aud")),
        forged("nobody", without("sub")),
        claims("an empty name", anna().put("sub", "")),
        claims("a name with a line break", anna().put("sub", "anna\nroot")),
        claims("a name that is a number", anna().put("sub", 1)),
        claims("a tenant with a slash", anna().put("tenant", "default/acme")),
        forged("claims that are a list", Forge.hs(Forge.HS, "[]")),
        forged("claims twice", Forge.hs(Forge.HS, anna().encode().replace("}", ",\"sub\":\"b\"}"))),
        forged(
            "limits that grant everything",
            Forge.hs(
                Forge.HS,
                anna()
                    .put("limits", new JsonObject().put("max_connections", Long.MAX_VALUE))
                    .encode())),
        forged("the secret itself", Forge.base64(Forge.SECRET)),
        forged("a client token that was never given", "codact_" + "0".repeat(64)),
        forged("an API key that was never given", "coda_aaaaaaaaaa_" + "0".repeat(72)),
        forged("far too long", "a.b." + "c".repeat(7_000)));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void shouldNotBelieveAForgery(String token) throws Exception {
    Answer answer = server.call("GET", PATH, token);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isIn("AUTH_FAILED", "AUTH_EXPIRED");
    assertThat(answer.header("www-authenticate")).containsExactly("Bearer realm=\"coda\"");
    assertThat(answer.all()).doesNotContain(token);

    RawClient raw = server.raw();
    assertThat(raw.upgrade("Authorization: Bearer " + token).status()).isEqualTo(401);
    assertThat(raw.ends()).isTrue();

    TalkClient client = server.connect(upgrade -> upgrade);
    client.send("auth", new JsonObject().put("token", token).encode());
    assertThat(client.await1("auth_failed").getString("code")).isEqualTo(answer.code());
    client.send("conversation_start", "{}").awaitError("AUTH_REQUIRED");
  }

  @Test
  void shouldBelieveWhatIsNotForged() throws Exception {
    for (String token :
        List.of(Forge.token("anna", "talk"), Forge.ed(Forge.ED, anna().encode()), server.key())) {
      assertThat(server.call("GET", PATH, token).status()).isEqualTo(200);
      server.connect(token).send("conversation_start", "{}").await1("conversation_start");
    }
  }

  @Test
  void shouldNotBelieveAnApiKeyWithOneOtherCharacter() throws Exception {
    String key = server.key();
    for (int i = 0; i < key.length(); i += 7) {
      char other = key.charAt(i) == 'a' ? 'b' : 'a';
      String wrong = key.substring(0, i) + other + key.substring(i + 1);
      assertThat(server.call("GET", PATH, wrong).status()).as(wrong).isEqualTo(401);
    }
    for (String wrong :
        List.of(
            key.toUpperCase(Locale.ROOT),
            key.substring(0, key.length() - 1),
            key + "0",
            key + "," + key)) {
      assertThat(server.call("GET", PATH, wrong).status()).as(wrong).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cookie: token=%s",
        "Cookie: Authorization=Bearer %s; session=%s",
        "Authorization: Basic %s",
        "Authorization: Digest %s",
        "Authorization: Token %s",
        "Authorization: %s",
        "Authorization: Bearer",
        "Authorization: Bearer%s",
        "Authorization: Bearer\t%s",
        "Proxy-Authorization: Bearer %s",
        "X-Authorization: Bearer %s",
        "X-Api-Key: %s",
        "X-Auth-Token: %s",
      })
  void shouldTakeProofFromNowhereElse(String header) {
    String line = header.replace("%s", Forge.token("anna", "talk"));

    Answer answer = server.raw().request("GET " + PATH + " HTTP/1.1", line).answer();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("AUTH_REQUIRED");

    RawClient socket = server.raw();
    assertThat(socket.upgrade(line).status()).isEqualTo(101);
    socket.text("{\"type\":\"conversation_start\",\"data\":{}}");
    socket.text("{\"type\":\"disconnect\",\"data\":{}}");
    assertThat(socket.closeCode()).isEqualTo(1000);
  }

  @Test
  void shouldNotTakeBasicCredentials() {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                ("anna:" + Forge.token("anna", "talk")).getBytes(StandardCharsets.UTF_8));

    Answer answer =
        server.raw().request("GET " + PATH + " HTTP/1.1", "Authorization: Basic " + basic).answer();

    assertThat(answer.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "access_token", "jwt", "api_key", "TOKEN", "x=1&bearer"})
  void shouldNotTakeProofFromTheAddress(String name) throws Exception {
    String query = "?" + name + "=" + Forge.token("anna", "talk");
    assertThat(server.call("GET", PATH + query, "").status()).isEqualTo(401);

    RawClient raw = server.raw();
    raw.request(
        "GET /ws/voice" + query + " HTTP/1.1",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13");

    Answer answer = raw.answer();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("AUTH_IN_QUERY");
  }

  @Test
  void shouldRefuseTwoProofsAtOnce() {
    String anna = "Authorization: Bearer " + Forge.token("anna", "talk");
    String root = "Authorization: Bearer " + Forge.token("root", "talk admin");
    for (String[] headers :
        new String[][] {
          {anna, root},
          {root, anna},
          {anna, anna},
          {anna, "Authorization: Basic x"},
          {"Authorization: Basic x", anna}
        }) {
      Answer answer = server.raw().request("GET " + PATH + " HTTP/1.1", headers).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("AUTH_AMBIGUOUS");

      assertThat(server.raw().upgrade(headers).code()).isEqualTo("AUTH_AMBIGUOUS");
    }
  }

  @Test
  void shouldOpenOneConnectionWithAClientTokenHoweverManyTryAtOnce() throws Exception {
    String token =
        server
            .call("POST", "/v1/client_tokens", server.key(), "{\"start_s\":30}")
            .json()
            .getString("token");
    List<Callable<Integer>> tries =
        IntStream.range(0, 8)
            .mapToObj(i -> server.raw())
            .map(raw -> (Callable<Integer>) () -> raw.upgrade(bearer(token)).status())
            .toList();
    List<Future<Integer>> statuses;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      statuses = threads.invokeAll(tries);
    }

    assertThat(statuses.stream().map(Future::resultNow))
        .containsOnlyOnce(101)
        .filteredOn(status -> status != 101)
        .hasSize(7)
        .containsOnly(401);
    assertThat(server.call("GET", PATH, token).status()).isEqualTo(401);
  }

  @Test
  void shouldNotUseAClientTokenForAnythingButAConnection() throws Exception {
    String token =
        server.call("POST", "/v1/client_tokens", server.key(), "").json().getString("token");

    for (String path : List.of(PATH, "/metrics", "/admin/sessions")) {
      assertThat(server.call("GET", path, token).status()).isEqualTo(401);
    }
    assertThat(server.call("POST", "/v1/client_tokens", token).status()).isEqualTo(401);
  }

  @Test
  void shouldEndTheConnectionWithItsToken() {
    String brief =
        Forge.hs(Forge.HS, anna().put("exp", Instant.now().getEpochSecond() + 2).encode());
    TalkClient client = server.connect(brief);
    client.send("conversation_start", "{}").await1("conversation_start");

    client.await1("error");

    client.awaitError("AUTH_EXPIRED");
    assertThat(client.awaitClose()).isEqualTo(4005);
  }

  @Test
  void shouldLetAnAddressThatGuessesWaitWhateverItPresentsThen(@TempDir Path own) throws Exception {
    try (AttackedServer strict = AttackedServer.guarded(own, "security.attempts.amount=5")) {
      String right = "Authorization: Bearer " + Forge.token("anna", "talk");
      RawClient guesser = strict.raw("127.0.0.9");
      for (int i = 0; i < 5; i++) {
        String guess = "Authorization: Bearer coda_aaaaaaaaaa_" + i;
        guesser.request("GET " + PATH + " HTTP/1.1", guess);
        assertThat(guesser.answer().status()).isEqualTo(401);
      }

      Answer answer = guesser.request("GET " + PATH + " HTTP/1.1", right).answer();

      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.code()).isEqualTo("AUTH_TOO_OFTEN");
      assertThat(answer.header("retry-after")).hasSize(1);
      assertThat(strict.raw("127.0.0.9").upgrade(right).status()).isEqualTo(429);
      assertThat(strict.raw("127.0.0.10").upgrade(right).status()).isEqualTo(101);
      strict.leave();
    }
  }
}
