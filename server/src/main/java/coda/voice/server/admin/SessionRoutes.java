package coda.voice.server.admin;

import coda.voice.gateway.GatewayError;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.Elsewhere;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.Parameters;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.gateway.sessions.SessionBoard;
import coda.voice.gateway.sessions.SessionView;
import coda.voice.server.audit.AuditLog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * {@code /admin/sessions}: which there are, and how one is ended. What is said in them is not
 * shown.
 */
public final class SessionRoutes implements HttpRoutes {
  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final SessionBoard board;
  private final AuditLog audit;
  private final Elsewhere elsewhere;

  /**
   * The routes.
   *
   * @param board where sessions are shown
   * @param audit keeps who ended which
   * @param blocking runs what blocks
   */
  public SessionRoutes(SessionBoard board, AuditLog audit, Executor blocking) {
    this.board = board;
    this.audit = audit;
    this.elsewhere = new Elsewhere(blocking);
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    router.get("/admin/sessions").handler(access.require(Scope.MONITOR)).handler(this::list);
    router.get("/admin/sessions/:handle").handler(access.require(Scope.MONITOR)).handler(this::one);
    router
        .delete("/admin/sessions/:handle")
        .handler(access.require(Scope.ADMIN))
        .handler(this::end);
  }

  private void list(RoutingContext context) {
    Optional<String> user = Parameters.query(context, "user");
    Optional<String> tenant = Parameters.query(context, "tenant");
    Optional<String> phase = Parameters.query(context, "phase");
    int offset = Parameters.number(context, "offset", 0, Integer.MAX_VALUE, 0);
    int limit = Parameters.number(context, "limit", 1, LARGEST_PAGE, USUAL_PAGE);
    List<SessionView> found =
        board.views().stream()
            .filter(view -> user.isEmpty() || user.get().equals(view.owner().user()))
            .filter(view -> tenant.isEmpty() || tenant.get().equals(view.owner().tenant()))
            .filter(view -> phase.isEmpty() || phase.get().equals(view.phase()))
            .toList();
    JsonArray page = new JsonArray();
    found.stream().skip(offset).limit(limit).forEach(view -> page.add(json(view)));
    HttpAnswers.send(
        context.response(),
        200,
        new JsonObject().put("total", found.size()).put("offset", offset).put("sessions", page));
  }

  private void one(RoutingContext context) {
    Optional<SessionView> view = board.view(Parameters.path(context, "handle"));
    if (view.isEmpty()) {
      gone(context);
    } else {
      HttpAnswers.send(context.response(), 200, json(view.get()));
    }
  }

  private void end(RoutingContext context) {
    String who = RouteAccess.name(context);
    String handle = Parameters.path(context, "handle");
    if (board.view(handle).isEmpty()) {
      gone(context);
      return;
    }
    elsewhere.answer(
        context,
        202,
        () -> {
          audit.record(who, "session.end", Map.of("session", handle));
          board.end(handle, "ended");
          return new JsonObject().put("ended", handle);
        });
  }

  private static void gone(RoutingContext context) {
    HttpAnswers.refuse(
        context.response(), 404, GatewayError.SESSION_NOT_FOUND, "There is no such session");
  }

  private static JsonObject json(SessionView view) {
    return new JsonObject()
        .put("handle", view.handle())
        .put("conversation_id", view.conversation())
        .put("tenant", view.owner().tenant())
        .put("user", view.owner().user())
        .put("door", view.door())
        .put("address", view.address())
        .put("since", view.since().toString())
        .put("phase", view.phase())
        .put("mode", view.mode().name().toLowerCase(java.util.Locale.ROOT))
        .put("messages", view.messages())
        .put("replies", view.replies())
        .put("problems", view.problems())
        .put("dropped_frames", view.droppedFrames())
        .put("last_active", view.lastActive().toString());
  }
}
