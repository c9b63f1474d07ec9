package coda.voice.server.metrics;

import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import io.vertx.ext.web.Router;

/** {@code GET /metrics}: everything that is counted and measured, as Prometheus reads it. */
public final class MetricsRoute implements HttpRoutes {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final ServerMeters meters;

  /**
   * The route.
   *
   * @param meters what is read
   */
  public MetricsRoute(ServerMeters meters) {
    this.meters = meters;
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    router
        .get("/metrics")
        .handler(access.require(Scope.MONITOR))
        .handler(context -> HttpAnswers.begin(context.response(), 200, FORMAT).end(meters.read()));
  }
}
