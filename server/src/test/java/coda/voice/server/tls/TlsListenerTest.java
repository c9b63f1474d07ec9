package coda.voice.server.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.client.ClientError;
import coda.voice.client.ClientException;
import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.CodaEvent;
import coda.voice.client.ReconnectPolicy;
import coda.voice.client.Trust;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.StreamFormat;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.live.RuntimeConfig;
import coda.voice.testkit.engines.TalkingEngines;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS, and nothing else. */
class TlsListenerTest {
  /**
   * A greeting with a version and a cipher suite; then groups (P-256), ways to sign, and forms of
   * points (RFC 5246, 7.4.1.2; RFC 8422).
   */
  private static final String HELLO =
      """
      160301004d 01000049 %s 0000000000000000000000000000000000000000000000000000000000000000 00
      0004 %s 00ff 0100 001c
      000a0004 00020017
      000d000a 00080401080404030601
      000b0002 0100""";

  @TempDir private Path folder;
  private final TalkingEngines engines = new TalkingEngines();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private VoiceServer server;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    engines.close();
  }

  private <T extends AutoCloseable> T keep(T each) {
    opened.add(each);
    return each;
  }

  private VoiceServer start(String... more) throws InterruptedException {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "server.event_loops=2",
                "server.drain_ms=0",
                "server.reload_ms=10",
                "storage.enabled=false",
                "server.tls.enabled=true"));
    for (String kind :
        List.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")) {
      settings.add("engines." + kind + "=" + TalkingEngines.NAME);
    }
    settings.addAll(Arrays.asList(more));
    RuntimeConfig config =
        new RuntimeConfig(
            new ConfigLoader(engines.registry()),
            ConfigSources.none().withOverrides(settings),
            InstantSource.system());
    server = keep(VoiceServer.start(config, engines.registry(), "1"));
    return server;
  }

  /** With files that can be replaced. */
  private VoiceServer startReplaceable(String name) throws Exception {
    put(name);
    return start(
        "server.tls.certificate=" + folder.resolve("certificate"),
        "server.tls.key=" + folder.resolve("key"));
  }

  private VoiceServer startWith(String name, String... more) throws InterruptedException {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.tls.certificate=" + TestKeys.file(name + ".pem"),
                "server.tls.key=" + TestKeys.file(name + "-sec1.pem")));
    settings.addAll(List.of(more));
    return start(settings.toArray(String[]::new));
  }

  private void put(String name) throws IOException {
    copy(name + ".pem", "certificate");
    copy(name + "-sec1.pem", "key");
  }

  private void copy(String from, String to) throws IOException {
    Path fresh = folder.resolve(to + ".new");
    Files.copy(TestKeys.file(from), fresh, StandardCopyOption.REPLACE_EXISTING);
    Files.move(fresh, folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private CodaClient client(String trusted, BlockingQueue<CodaEvent> events) {
    ClientOptions.Builder options = ClientOptions.to(server.uri()).reconnect(ReconnectPolicy.NEVER);
    if (!trusted.isEmpty()) {
      options.trust(Trust.in(TestKeys.file(trusted)));
    }
    return keep(new CodaClient(options.build(), events::add));
  }

  private HttpClient http(String trusted) {
    HttpClient http = HttpClient.newBuilder().sslContext(Trust.in(TestKeys.file(trusted))).build();
    opened.add(http::shutdownNow);
    return http;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path));
  }

  private HttpRequest reload() {
    return request("/admin/config/reload")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
  }

  private String metrics(String trusted) throws Exception {
    return http(trusted)
        .send(request("/metrics").build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** What the server shows to somebody new: with a context of its own nothing is taken up again. */
  private X509Certificate shown(String protocol, String... trusted) throws Exception {
    IOException last = new IOException("nobody is trusted");
    for (String each : trusted) {
      SSLContext context = Trust.in(TestKeys.file(each));
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port())) {
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(socket.getSession().getCipherSuite()).matches(".*(GCM|POLY1305).*");
        assertThat(socket.getApplicationProtocol()).isEmpty();
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
      } catch (SSLException e) {
        last = e;
      }
    }
    throw last;
  }

  private String subject(String... trusted) throws Exception {
    return shown("TLSv1.3", trusted).getSubjectX500Principal().getName();
  }

  @Test
  void shouldTalkOverWss() throws Exception {
    startWith("ec");
    BlockingQueue<CodaEvent> events = new LinkedBlockingQueue<>();

    CodaClient client = client("ec.pem", events);
    client.connect();
    begin(client);
    client.sendText("what time is it");

    Awaitility.await().until(() -> answered(events));
    assertThat(server.uri()).hasScheme("wss");
    assertThat(server.readyLine())
        .contains(
            "is ready at wss://127.0.0.1:%1$d/ws/voice, https://127.0.0.1:%1$d ("
                .formatted(server.port()));
  }

  @Test
  void shouldNotBeTrustedByWhoTrustsSomebodyElse() throws Exception {
    startWith("ec");

    for (String trusted : List.of("", "rsa.pem")) {
      assertThatThrownBy(client(trusted, new LinkedBlockingQueue<>())::connect)
          .isInstanceOfSatisfying(
              ClientException.class,
              e -> assertThat(e.error()).isEqualTo(ClientError.CLIENT_UNTRUSTED));
    }
    assertThatThrownBy(() -> subject("rsa.pem")).isInstanceOf(SSLException.class);
    Awaitility.await()
        .until(() -> metrics("ec.pem").contains("coda_tls_failures_total{reason=\"refused\"} 1.0"));
    assertThat(metrics("ec.pem"))
        .containsPattern("coda_tls_certificate_expires_seconds 3\\.\\d+E9")
        .contains("coda_tls_reload_failures_total 0.0");
  }

  @Test
  void shouldShakeHandsWithKeysOfEveryKind() throws Exception {
    startReplaceable("ec");
    HttpClient http = http("ec.pem"); // whose connection stays open
    List<String> kinds =
        List.of("rsa-pkcs8", "rsa-pkcs1", "ec-pkcs8", "ec-sec1", "other-sec1", "ed25519-pkcs8");

    for (String kind : kinds) {
      String certificate = kind.replaceFirst("-.*", "") + ".pem";
      copy(certificate, "certificate");
      copy(kind + ".pem", "key");
      http.send(reload(), HttpResponse.BodyHandlers.discarding());

      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        assertThat(shown(protocol, certificate).getSubjectX500Principal().getName())
            .as(kind)
            .isEqualTo("CN=" + certificate.replace(".pem", ""));
      }
    }
  }

  @Test
  void shouldShakeHandsWithAKeystore() throws Exception {
    start(
        "server.tls.keystore=" + TestKeys.file("ec.p12"),
        "server.tls.password=" + TestKeys.PASSWORD);

    assertThat(subject("ec.pem")).isEqualTo("CN=ec");
  }

  @Test
  void shouldShowWhoVouchesForIt() throws Exception {
    startWith("chain");

    assertThat(subject("authority.pem")).isEqualTo("CN=chain");
  }

  @Test
  void shouldGiveNothingAwayToPlainHttpAndEnd() throws Exception {
    startWith("ec");

    try (Socket plain = new Socket("127.0.0.1", server.port())) {
      plain.setSoTimeout(20_000);
      plain
          .getOutputStream()
          .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      assertThat(new String(toEnd(plain), StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP", "Coda", "html");
    }

    Awaitility.await()
        .until(() -> metrics("ec.pem").contains("coda_tls_failures_total{reason=\"not_tls\"} 1.0"));
  }

  @Test
  void shouldRefuseOldProtocolsAndWeakCiphers() throws Exception {
    start(
        "server.tls.certificate=" + TestKeys.file("rsa.pem"),
        "server.tls.key=" + TestKeys.file("rsa-pkcs8.pem"));

    assertThat(answer("0302", "c013")).as("TLS 1.1").startsWith("15");
    assertThat(answer("0301", "c013")).as("TLS 1.0").startsWith("15");
    assertThat(answer("0303", "002f")).as("without forward secrecy").startsWith("15");
    assertThat(answer("0303", "c013")).as("CBC").startsWith("15");
    assertThat(answer("0303", "c02f")).as("TLS 1.2 with GCM").startsWith("16");
  }

  /** The first bytes that come back, in hex: 15 is an alert, 16 a handshake that goes on. */
  private String answer(String version, String cipher) throws IOException {
    try (Socket raw = new Socket("127.0.0.1", server.port())) {
      raw.setSoTimeout(20_000);
      raw.getOutputStream().write(hello(version, cipher));
      byte[] first = raw.getInputStream().readNBytes(1);
      return HexFormat.of().formatHex(first);
    }
  }

  private static byte[] hello(String version, String cipher) {
    return HexFormat.of().parseHex(HELLO.formatted(version, cipher).replaceAll("\\s", ""));
  }

  @Test
  void shouldCutWhoDoesNotFinishTheHandshake() throws Exception {
    startWith("ec", "server.limits.handshake_ms=500");

    try (Socket silent = new Socket("127.0.0.1", server.port());
        Socket halfway = new Socket("127.0.0.1", server.port())) {
      halfway.getOutputStream().write(Arrays.copyOf(hello("0303", "c02b"), 20));
      silent.setSoTimeout(20_000);
      halfway.setSoTimeout(20_000);

      assertThat(toEnd(silent)).isEmpty();
      assertThat(toEnd(halfway)).hasSizeLessThan(10);
    }

    // A slow machine may not let those in time either who ask.
    Awaitility.await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(metrics("ec.pem"))
                    .containsPattern("coda_tls_failures_total\\{reason=\"timeout\"} [2-9]")
                    .containsPattern("coda_limits_hit_total\\{limit=\"handshake_ms\"} [2-9]"));
  }

  @Test
  void shouldCutWhoSaysNothingAfterTheHandshakeAndWhoTakesNoAnswers() throws Exception {
    startWith("ec", "server.limits.handshake_ms=500", "server.limits.slow_client_ms=200");

    try (SSLSocket silent = secure();
        SSLSocket deaf = secure()) {
      byte[] question =
          "GET /admin/config HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(400).getBytes(US_ASCII);
      deaf.getOutputStream().write(question);
      assertThat(toEnd(silent)).isEmpty();

      Awaitility.await()
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(metrics("ec.pem"))
                      .containsPattern("coda_limits_hit_total\\{limit=\"handshake_ms\"} [1-9]")
                      .containsPattern("coda_limits_hit_total\\{limit=\"slow_client_ms\"} [1-9]"));
    }
  }

  private SSLSocket secure() throws IOException {
    SSLSocket socket =
        (SSLSocket) Trust.in(TestKeys.file("ec.pem")).getSocketFactory().createSocket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return socket;
  }

  @Test
  void shouldOnlyTakePagesOfItsOwnSiteThatCameOverTls() throws Exception {
    startWith(
        "ec",
        "server.host=0.0.0.0",
        "security.allow_open=true",
        "security.origins=https://app.test");

    assertThat(opens("https://127.0.0.1:" + server.port())).isTrue();
    assertThat(opens("https://app.test")).isTrue();
    assertThat(opens("http://127.0.0.1:" + server.port())).isFalse();
    assertThat(opens("http://app.test")).isFalse();
  }

  private boolean opens(String origin) {
    try {
      WebSocket socket =
          http("ec.pem")
              .newWebSocketBuilder()
              .header("Origin", origin)
              .buildAsync(
                  URI.create("wss://127.0.0.1:" + server.port() + "/ws/voice"),
                  new WebSocket.Listener() {})
              .join();
      socket.abort();
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  @Test
  void shouldShowANewCertificateWithoutEndingWhatIsOpen() throws Exception {
    startReplaceable("ec");
    BlockingQueue<CodaEvent> events = new LinkedBlockingQueue<>();
    CodaClient client = client("ec.pem", events);
    client.connect();
    begin(client);
    assertThat(subject("ec.pem")).isEqualTo("CN=ec");

    put("other");

    Awaitility.await().until(() -> subject("ec.pem", "other.pem").equals("CN=other"));
    for (int loop = 0; loop < 4; loop++) {
      assertThat(subject("ec.pem", "other.pem")).isEqualTo("CN=other");
    }
    client.sendText("still there?");
    Awaitility.await().until(() -> answered(events));
    assertThat(client.isConnected()).isTrue();
  }

  @Test
  void shouldKeepTheOldCertificateWhileTheNewOneIsWrong() throws Exception {
    startReplaceable("ec");
    HttpRequest reload = reload();
    HttpClient http = http("ec.pem");
    assertThat(http.send(reload, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);

    copy("other.pem", "certificate");

    HttpResponse<String> refused = http.send(reload, HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("TLS_KEY_MISMATCH").doesNotContain(folder.toString());
    assertThat(subject("ec.pem", "other.pem")).isEqualTo("CN=ec");
    assertThat(metrics("ec.pem")).containsPattern("coda_tls_reload_failures_total [1-9]");

    put("other");
    Awaitility.await().until(() -> subject("ec.pem", "other.pem").equals("CN=other"));
  }

  private static void begin(CodaClient client) {
    client.startConversation(
        new ConversationStart(
            Optional.of("secret"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of()));
    client.startVoice(
        new VoiceStart(
            Optional.empty(),
            AudioConfig.both(
                new StreamFormat(16_000, 1, AudioFormat.PCM16, AudioEncoding.BINARY))));
  }

  private static boolean answered(Collection<CodaEvent> events) {
    return events.stream()
        .anyMatch(
            event ->
                event instanceof CodaEvent.Message message
                    && message.envelope().message() instanceof VoiceResponse);
  }

  private static byte[] toEnd(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      return in.readAllBytes();
    } catch (java.net.SocketException reset) {
      return new byte[0];
    }
  }
}
