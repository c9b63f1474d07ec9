package coda.voice.server.admin;

import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /admin/drain}: nothing new begins from now on, so that the server can be stopped when
 * nobody talks any more. There is no way back: a server that was drained is to be restarted.
 */
public final class DrainRoute implements HttpRoutes {
  private static final Logger AUDIT = LoggerFactory.getLogger("coda.voice.audit");

  private final Runnable drain;

  /**
   * The route.
   *
   * @param drain begins it; returns at once, may be called again
   */
  public DrainRoute(Runnable drain) {
    this.drain = drain;
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    router
        .post("/admin/drain")
        .handler(access.require(Scope.ADMIN))
        .handler(
            context -> {
              Identity who = RouteAccess.identity(context);
              AUDIT.info("{}/{} drains the server", who.owner().tenant(), who.owner().user());
              drain.run();
              HttpAnswers.send(context.response(), 202, new JsonObject().put("status", "draining"));
            });
  }
}
