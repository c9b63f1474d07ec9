package coda.voice.gateway.http;

import coda.voice.conversation.Owner;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.access.AccessError;
import coda.voice.gateway.access.ClientTokens;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.OwnerNames;
import coda.voice.gateway.access.Scope;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Set;

/**
 * {@code POST /v1/client_tokens}: a token for a client of whoever asks, see {@link ClientTokens}.
 */
public final class ClientTokenRoutes implements HttpRoutes {
  private static final String PATH = "/v1/client_tokens";
  private static final int BODY_BYTES = 4_096;
  private static final long SHORTEST_S = 1;
  private static final long LONGEST_S = 600;
  private static final Set<String> FIELDS = Set.of("user", "tenant", "start_s");

  private final ClientTokens tokens;
  private final Duration start;

  /**
   * The route.
   *
   * @param tokens makes them
   * @param start how long one can open a connection when nobody says otherwise
   */
  public ClientTokenRoutes(ClientTokens tokens, Duration start) {
    this.tokens = tokens;
    this.start = start;
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    // Two routes: on one, Vert.x wants the body to be read before anybody is asked who they are.
    router.post(PATH).handler(access.require(Scope.TALK));
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(this::issue);
  }

  private void issue(RoutingContext context) {
    String text = context.body().isEmpty() ? "{}" : context.body().asString();
    JsonObject body = new JsonObject(text);
    if (!FIELDS.containsAll(body.fieldNames())) {
      throw wrong("The body may hold user, tenant and start_s");
    }
    Identity caller = RouteAccess.identity(context);
    Owner owner =
        new Owner(
            name(body, "tenant", caller.owner().tenant()),
            name(body, "user", caller.owner().user()));
    ClientTokens.Issued issued = tokens.issue(caller, owner, start(body));
    HttpAnswers.send(
        context.response(),
        201,
        new JsonObject()
            .put("token", issued.token())
            .put("user", issued.owner().user())
            .put("tenant", issued.owner().tenant())
            .put("expires_at", issued.until().toEpochMilli() / 1000.0));
  }

  private static String name(JsonObject body, String field, String usual) {
    return switch (body.getValue(field)) {
      case null -> usual;
      case String text when OwnerNames.valid(text) -> text;
      default -> throw wrong(field + " must be " + OwnerNames.ALLOWED);
    };
  }

  private Duration start(JsonObject body) {
    return switch (body.getValue("start_s")) {
      case null -> start;
      case Integer seconds when seconds >= SHORTEST_S && seconds <= LONGEST_S ->
          Duration.ofSeconds(seconds);
      default -> throw wrong("start_s must be a whole number from 1 to 600");
    };
  }

  private static GatewayException wrong(String message) {
    return new GatewayException(AccessError.CLIENT_TOKEN_REQUEST_INVALID, message);
  }
}
