package coda.voice.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Answers requests with what takes time, which is done elsewhere than on the event loops. */
public final class Elsewhere {
  private final Executor blocking;

  /**
   * Elsewhere.
   *
   * @param blocking runs what blocks
   */
  public Elsewhere(Executor blocking) {
    this.blocking = blocking;
  }

  /**
   * Answers a request with what some work returns, or with what it throws.
   *
   * @param context of the request; called on its event loop
   * @param status of the answer, when it works
   * @param work may block; not on the event loop
   */
  public void answer(RoutingContext context, int status, Supplier<JsonObject> work) {
    Context loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    blocking.execute(
        () -> {
          Runnable then;
          try {
            JsonObject body = work.get();
            then = () -> HttpAnswers.send(context.response(), status, body);
          } catch (RuntimeException e) {
            then = () -> context.fail(e);
          }
          Runnable task = then;
          loop.runOnContext(go -> task.run());
        });
  }
}
