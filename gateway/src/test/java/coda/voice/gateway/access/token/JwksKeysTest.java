package coda.voice.gateway.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.MovableClock;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Refusal;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that an issuer publishes, with a real issuer on the loopback. */
class JwksKeysTest {
  private static final RSAKey NEXT = TestTokens.rsa("rsa-2");
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration STALE = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** How the issuer answers. */
  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final MovableClock clock = new MovableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Answering issuer = keys(TestTokens.RSA);
  private HttpServer server;
  private JwksKeys keys;
  private SignedTokens tokens;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          try (exchange) {
            issuer.answer(exchange);
          }
        });
    server.start();
    keys =
        new JwksKeys(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json"),
            new JwksKeys.Times(FRESH, STALE, PAUSE, Duration.ofSeconds(2)),
            clock,
            meters,
            threads);
    tokens =
        new SignedTokens(
            keys, new TokenRules("coda", "coda", "tenant", Duration.ofHours(10)), clock);
  }

  @AfterEach
  void stop() {
    keys.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private static Answering keys(JWK... some) {
    return text(new JWKSet(List.of(some)).toString(true));
  }

  private static Answering text(String text) {
    return exchange -> send(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String token(RSAKey key) {
    return TestTokens.rsa(key, JWSAlgorithm.RS256, TestTokens.claims());
  }

  private String believed(RSAKey key) {
    return tokens.identify(token(key), Purpose.CONNECTION).owner().user();
  }

  private Refusal refusal(RSAKey key) {
    return catchThrowableOfType(AccessException.class, () -> believed(key)).refusal().orElseThrow();
  }

  private double failed() {
    return meters.counter("coda.auth.jwks.fetches", "result", "failed").count();
  }

  @Test
  void shouldFetchTheKeysOnceForManyTokens() throws Exception {
    List<Future<String>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(threads.submit(() -> believed(TestTokens.RSA)));
    }
    for (Future<String> each : all) {
      assertThat(each.get()).isEqualTo("anna");
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldFetchThemBeforeTheFirstTokenComes() {
    keys.prepare();
    await().untilAsserted(() -> assertThat(asked).hasValue(1));

    assertThat(believed(TestTokens.RSA)).isEqualTo("anna");
    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldFindANewKeyAtOnceWhenTheIssuerRotates() {
    believed(TestTokens.RSA);
    issuer = keys(TestTokens.RSA, NEXT);
    clock.advance(PAUSE);

    assertThat(believed(NEXT)).isEqualTo("anna");
    assertThat(believed(TestTokens.RSA)).isEqualTo("anna");
    assertThat(asked).hasValue(2);
  }

  @Test
  void shouldForgetAKeyThatIsWithdrawn() {
    believed(TestTokens.RSA);
    issuer = keys(NEXT);
    clock.advance(FRESH);
    // The first one after that is still believed, and has the keys fetched in the background.
    believed(TestTokens.RSA);

    await().untilAsserted(() -> assertThat(refusal(TestTokens.RSA)).isEqualTo(Refusal.KEY_UNKNOWN));
  }

  @Test
  void shouldAskTheIssuerOnceForAnyNumberOfUnknownKeys() {
    believed(TestTokens.RSA);
    clock.advance(PAUSE);

    for (int i = 0; i < 20; i++) {
      assertThat(refusal(NEXT)).isEqualTo(Refusal.KEY_UNKNOWN);
    }

    assertThat(asked).hasValue(2);
  }

  @Test
  void shouldUseTheKeysWhileTheIssuerIsGoneButNotForEver() {
    believed(TestTokens.RSA);
    server.stop(0);
    clock.advance(FRESH.plus(STALE).minusSeconds(1));
    assertThat(believed(TestTokens.RSA)).isEqualTo("anna");
    await().untilAsserted(() -> assertThat(failed()).isEqualTo(1));

    clock.advance(Duration.ofSeconds(1));

    assertThat(refusal(TestTokens.RSA)).isEqualTo(Refusal.KEYS_UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "{}", "{\"keys\":[]}", "{\"keys\":{}}", "[[[[", "null"})
  void shouldKeepTheKeysWhenTheIssuerAnswersNonsense(String nonsense) {
    believed(TestTokens.RSA);
    issuer = text(nonsense);
    clock.advance(PAUSE);

    assertThat(refusal(NEXT)).isEqualTo(Refusal.KEY_UNKNOWN);

    assertThat(failed()).isEqualTo(1);
    assertThat(believed(TestTokens.RSA)).isEqualTo("anna");
  }

  @Test
  void shouldSayThatItCannotTellWhenTheIssuerNeverAnswered() {
    issuer = exchange -> send(exchange, 503, new byte[0]);

    assertThat(refusal(TestTokens.RSA)).isEqualTo(Refusal.KEYS_UNAVAILABLE);
    assertThat(refusal(TestTokens.RSA)).isEqualTo(Refusal.KEYS_UNAVAILABLE);
    assertThat(asked).hasValue(1);

    issuer = keys(TestTokens.RSA);
    clock.advance(PAUSE);
    assertThat(believed(TestTokens.RSA)).isEqualTo("anna");
  }

  @Test
  void shouldNotWaitForAnIssuerThatIsSlow() {
    CountDownLatch over = new CountDownLatch(1);
    issuer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    assertThat(refusal(TestTokens.RSA)).isEqualTo(Refusal.KEYS_UNAVAILABLE);

    over.countDown();
  }

  @Test
  void shouldNotReadAnAnswerThatNeverEnds() {
    issuer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] piece = new byte[64 * 1024];
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(piece);
            }
          }
        };

    assertThat(refusal(TestTokens.RSA)).isEqualTo(Refusal.KEYS_UNAVAILABLE);
  }

  @Test
  void shouldNotFollowTheIssuerElsewhere() {
    issuer =
        exchange -> {
          exchange.getResponseHeaders().add("location", "http://127.0.0.1:1/");
          exchange.sendResponseHeaders(302, -1);
        };

    assertThat(refusal(TestTokens.RSA)).isEqualTo(Refusal.KEYS_UNAVAILABLE);
  }

  @Test
  void shouldNotUseASecretThatIsPublishedNorAWeakKey() {
    JWK secret =
        new OctetSequenceKey.Builder(TestTokens.SECRET.getBytes(StandardCharsets.UTF_8)).build();
    issuer =
        text(
            "{\"keys\":[%s,%s,%s]}"
                .formatted(
                    secret.toJSONString(),
                    TestTokens.rsa("rsa-1", 1_024).toPublicJWK().toJSONString(),
                    NEXT.toPublicJWK().toJSONString()));

    assertThat(believed(NEXT)).isEqualTo("anna");
    assertThat(refusal(TestTokens.RSA)).isEqualTo(Refusal.KEY_UNKNOWN);
    assertThat(
            catchThrowableOfType(
                    AccessException.class,
                    () -> tokens.identify(TestTokens.hs(TestTokens.claims()), Purpose.CONNECTION))
                .refusal())
        .contains(Refusal.KEY_UNKNOWN);
  }
}
