package coda.voice.gateway.realtime;

import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.protocol.realtime.ClientSecrets;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.RealtimeException;
import coda.voice.protocol.realtime.SessionConfig;
import coda.voice.protocol.realtime.SessionObject;
import coda.voice.protocol.realtime.SessionType;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code POST /v1/realtime/client_secrets}, the path of Azure for the same, and the two paths that
 * stand for it in the beta dialect: a key for a client of whoever asks, see {@link
 * ClientSecretKeys}.
 */
public final class ClientSecretRoutes implements HttpRoutes {
  private static final int BODY_BYTES = 256 * 1_024;

  private final ClientSecretKeys keys;
  private final Supplier<SessionDefaults> defaults;

  /**
   * The routes.
   *
   * @param keys makes them
   * @param defaults what a session begins with when nobody says otherwise
   */
  public ClientSecretRoutes(ClientSecretKeys keys, Supplier<SessionDefaults> defaults) {
    this.keys = keys;
    this.defaults = defaults;
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    for (String path :
        List.of("/v1/realtime/client_secrets", "/openai/v1/realtime/client_secrets")) {
      mount(
          router,
          access,
          path,
          context -> answer(context, ClientSecrets.read(body(context)), ClientSecrets::write));
    }
    mount(router, access, "/v1/realtime/sessions", context -> beta(context, SessionType.REALTIME));
    mount(
        router,
        access,
        "/v1/realtime/transcription_sessions",
        context -> beta(context, SessionType.TRANSCRIPTION));
  }

  private void mount(Router router, RouteAccess access, String path, Consumer<RoutingContext> to) {
    router.post(path).handler(access.require(Scope.TALK));
    router
        .post(path)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(context -> attempt(context, to));
  }

  private void attempt(RoutingContext context, Consumer<RoutingContext> to) {
    try {
      to.accept(context);
    } catch (RealtimeException e) {
      refuse(context, 400, e.told());
    } catch (Unfit e) {
      refuse(context, 400, e.told());
    }
  }

  private void beta(RoutingContext context, SessionType type) {
    answer(context, ClientSecrets.readBeta(body(context), type), ClientSecrets::writeBeta);
  }

  private static String body(RoutingContext context) {
    return Objects.requireNonNullElse(context.body().asString(), "");
  }

  private void answer(
      RoutingContext context,
      ClientSecrets.Request request,
      Function<ClientSecrets.Response, String> writer) {
    SessionConfig config =
        Talk.begin(
            request.session().type().orElse(SessionType.REALTIME),
            request.session().model(),
            defaults.get(),
            Optional.of(request.session()));
    ClientSecretKeys.Issued issued =
        keys.issue(
            RouteAccess.identity(context),
            Duration.ofSeconds(request.seconds()),
            request.session());
    long until = issued.until().getEpochSecond();
    send(
        context,
        200,
        writer.apply(
            new ClientSecrets.Response(
                issued.value(), until, new SessionObject(Ids.session(), until, config))));
  }

  private static void refuse(RoutingContext context, int status, RealtimeError why) {
    send(context, status, ClientSecrets.writeError(why));
  }

  private static void send(RoutingContext context, int status, String json) {
    HttpAnswers.begin(context.response(), status, "application/json").end(json);
  }
}
