package coda.voice.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.Owner;
import coda.voice.engine.EngineRegistry;
import coda.voice.gateway.GateMeters;
import coda.voice.gateway.access.Authenticator;
import coda.voice.gateway.access.Credential;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.ClientAddress;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.live.ConfigVersion;
import coda.voice.server.config.live.RuntimeConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigAccessTest {
  private final RuntimeConfig config =
      new RuntimeConfig(
          new ConfigLoader(EngineRegistry.discover()),
          ConfigSources.none(),
          InstantSource.system());
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx = Vertx.vertx();
  private volatile Set<Scope> scopes = EnumSet.allOf(Scope.class);
  private HttpServer server;

  @BeforeEach
  void start() {
    Router router = Router.router(vertx);
    GateMeters meters = new GateMeters(new SimpleMeterRegistry());
    router.route().failureHandler(context -> HttpAnswers.failure(context, meters));
    new ConfigRoutes(config, () -> {}, blocking)
        .mount(
            router,
            new RouteAccess(
                new Somebody(), new ClientAddress(List.of(), new SimpleMeterRegistry())));
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
    blocking.close();
    http.close();
  }

  @Test
  void shouldBeForAdministratorsAlone() throws Exception {
    scopes = EnumSet.of(Scope.TALK, Scope.MONITOR);

    for (String request :
        List.of(
            "GET /admin/config",
            "PATCH /admin/config",
            "GET /admin/config/history",
            "POST /admin/config/rollback",
            "POST /admin/config/reload")) {
      assertThat(send(request).statusCode()).as(request).isEqualTo(403);
    }
    assertThat(config.current().version().number()).isEqualTo(1);
  }

  @Test
  void shouldRememberWhoChangedItWithTheirTenant() throws Exception {
    assertThat(send("PATCH /admin/config").statusCode()).isEqualTo(200);

    assertThat(config.history())
        .extracting(ConfigVersion::who)
        .containsExactly("acme/eve", "server");
  }

  private HttpResponse<String> send(String request) throws Exception {
    String[] parts = request.split(" ", 2);
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + parts[1]))
            .header("content-type", "application/json")
            .method(
                parts[0],
                HttpRequest.BodyPublishers.ofString(
                    "{\"changes\": {\"conversation.turns.silence_ms\": 700}}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private final class Somebody implements Authenticator {
    @Override
    public boolean required() {
      return true;
    }

    @Override
    public CompletionStage<Identity> identify(
        Credential credential, String address, Purpose purpose) {
      return CompletableFuture.completedFuture(
          new Identity(new Owner("acme", "eve"), scopes, Optional.empty()));
    }
  }
}
