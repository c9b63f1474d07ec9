package coda.voice.gateway.http;

import io.vertx.ext.web.Router;

/** Some paths that are answered over plain HTTP. */
public interface HttpRoutes {
  /**
   * Puts the paths on a router; called once for each event loop, on it. Handlers run on that loop
   * and must not block it. What a handler throws, or fails its context with, is answered by {@link
   * HttpAnswers#failure}.
   *
   * @param router gets the paths
   * @param access who may use them: put {@link RouteAccess#require} before the handler of every
   *     path that is not for everybody
   */
  void mount(Router router, RouteAccess access);
}
