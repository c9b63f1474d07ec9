package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.TenantLimits;
import coda.voice.gateway.access.key.ApiKey;
import coda.voice.gateway.access.key.KeyEntry;
import coda.voice.gateway.access.key.KeyFile;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.live.RuntimeConfig;
import coda.voice.testkit.engines.TalkingEngines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/**
 * A whole server that asks everybody who they are, in every way it can: a secret, a public key and
 * a file with API keys. Unless a test says otherwise, its limits are too wide to be met by chance.
 */
final class AttackedServer implements AutoCloseable {
  private final TalkingEngines engines = new TalkingEngines();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Optional<ApiKey> key;
  private final VoiceServer server;

  private AttackedServer(Optional<ApiKey> key, List<String> settings) throws InterruptedException {
    this.key = key;
    List<String> all =
        new ArrayList<>(List.of("server.port=0", "server.drain_ms=0", "server.load.cpu=0"));
    for (String kind :
        List.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")) {
      all.add("engines." + kind + "=" + TalkingEngines.NAME);
    }
    all.addAll(settings);
    server =
        VoiceServer.start(
            new RuntimeConfig(
                new ConfigLoader(engines.registry()),
                ConfigSources.none().withProfile("testing").withOverrides(all),
                InstantSource.system()),
            engines.registry(),
            "1");
  }

  /**
   * One that asks everybody who they are.
   *
   * @param folder for its keys and what it stores
   * @param more settings, {@code key=value}
   */
  static AttackedServer guarded(Path folder, String... more)
      throws IOException, InterruptedException {
    ApiKey key = ApiKey.create(new SecureRandom());
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
    Path pem = folder.resolve("public.pem");
    Files.writeString(pem, Forge.pem());
    List<String> settings =
        new ArrayList<>(
            List.of(
                "security.tokens.secret=" + Forge.SECRET,
                "security.tokens.key_files=" + pem,
                "security.key_file=" + keys,
                "security.attempts.amount=100000",
                "server.limits.per_minute.requests=100000",
                "server.limits.per_minute.connections=100000",
                "server.limits.per_minute.conversations=100000"));
    settings.addAll(Arrays.asList(more));
    return new AttackedServer(Optional.of(key), settings);
  }

  /** One that asks nobody, as it comes out of the box. */
  static AttackedServer open(String... more) throws InterruptedException {
    return new AttackedServer(Optional.empty(), List.of(more));
  }

  VoiceServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  /** An API key with the scope {@code talk}. */
  String key() {
    return key.orElseThrow().text();
  }

  RawClient raw() {
    return raw("127.0.0.1");
  }

  /** A client from another address of this machine. */
  RawClient raw(String from) {
    return keep(new RawClient(port(), from));
  }

  TalkClient connect(UnaryOperator<WebSocket.Builder> upgrade) {
    return keep(new TalkClient(server.uri(), upgrade));
  }

  /** A WebSocket of somebody who is let in. */
  TalkClient connect(String token) {
    return connect(upgrade -> upgrade.header("Authorization", "Bearer " + token));
  }

  /** The status with which a WebSocket is refused. */
  int refused(UnaryOperator<WebSocket.Builder> upgrade) {
    Throwable failure = catchThrowable(() -> connect(upgrade));
    if (failure instanceof CompletionException wrapped
        && wrapped.getCause() instanceof WebSocketHandshakeException refusal) {
      return refusal.getResponse().statusCode();
    }
    throw new AssertionError("The WebSocket was not refused", failure);
  }

  Answer call(String method, String path, String token) throws Exception {
    return call(method, path, token, "");
  }

  /**
   * A request.
   *
   * @param token empty for none
   * @param headers names and values in turn
   */
  Answer call(String method, String path, String token, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    List<String> lines = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> lines.add(name + ": " + value)));
    return new Answer(response.statusCode(), lines, response.body());
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    opened.add(closeable);
    return closeable;
  }

  /** The clients of a test leave; whatever they did, the server holds nothing for them. */
  void leave() throws Exception {
    for (AutoCloseable closeable : opened) {
      closeable.close();
    }
    opened.clear();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> server.connections() == 0 && server.held() == 0);
  }

  @Override
  public void close() {
    server.close();
    engines.close();
    http.close();
  }
}
