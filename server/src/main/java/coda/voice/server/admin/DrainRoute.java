package coda.voice.server.admin;

import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.Elsewhere;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.server.audit.AuditLog;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * {@code POST /admin/drain}: nothing new begins from now on, so that the server can be stopped when
 * nobody talks any more. There is no way back: a server that was drained is to be restarted.
 */
public final class DrainRoute implements HttpRoutes {
  private final Runnable drain;
  private final AuditLog audit;
  private final Elsewhere elsewhere;

  /**
   * The route.
   *
   * @param drain begins it; returns at once, may be called again
   * @param audit keeps who did
   * @param blocking runs what blocks
   */
  public DrainRoute(Runnable drain, AuditLog audit, Executor blocking) {
    this.drain = drain;
    this.audit = audit;
    this.elsewhere = new Elsewhere(blocking);
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    router
        .post("/admin/drain")
        .handler(access.require(Scope.ADMIN))
        .handler(
            context -> {
              String who = RouteAccess.name(context);
              elsewhere.answer(
                  context,
                  202,
                  () -> {
                    audit.record(who, "server.drain", Map.of());
                    drain.run();
                    return new JsonObject().put("status", "draining");
                  });
            });
  }
}
