package coda.voice.server.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.Elsewhere;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpError;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.Parameters;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.server.audit.AuditLog;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.LoggerFactory;

/**
 * {@code /admin/log-levels}: what is logged, and how that is changed until the next start. Only our
 * own loggers, because those of libraries could write what users say.
 */
public final class LogLevelRoutes implements HttpRoutes {
  private static final String OURS = "coda.voice";
  private static final String AUDIT = "coda.voice.audit";
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");
  private static final int BODY_BYTES = 1_024;

  private final AuditLog audit;
  private final Elsewhere elsewhere;

  /**
   * The routes.
   *
   * @param audit keeps who changed which
   * @param blocking runs what blocks
   */
  public LogLevelRoutes(AuditLog audit, Executor blocking) {
    this.audit = audit;
    this.elsewhere = new Elsewhere(blocking);
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    router.get("/admin/log-levels").handler(access.require(Scope.MONITOR)).handler(this::list);
    router
        .put("/admin/log-levels/:logger")
        .handler(access.require(Scope.ADMIN))
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(this::change);
  }

  private void list(RoutingContext context) {
    JsonObject levels = new JsonObject();
    for (Logger logger : loggers().getLoggerList()) {
      if (ours(logger.getName()) && logger.getLevel() != null) {
        levels.put(logger.getName(), word(logger.getLevel()));
      }
    }
    HttpAnswers.send(context.response(), 200, new JsonObject().put("levels", levels));
  }

  private void change(RoutingContext context) {
    String name = Parameters.path(context, "logger");
    String wanted = Parameters.body(context).getValue("level") instanceof String level ? level : "";
    if (!ours(name) || name.length() > 200) {
      throw Parameters.invalid("The logger must be " + OURS + " or below it, and not " + AUDIT);
    }
    if (!LEVELS.contains(wanted)) {
      throw Parameters.invalid("level must be one of " + String.join(", ", LEVELS));
    }
    // Only loggers that exist: names nobody uses would be kept for ever.
    Logger logger = loggers().exists(name);
    if (logger == null) {
      HttpAnswers.refuse(
          context.response(), 404, HttpError.HTTP_NOT_FOUND, "There is no such logger");
      return;
    }
    Level level = Level.toLevel(wanted);
    String who = RouteAccess.name(context);
    elsewhere.answer(
        context,
        200,
        () -> {
          audit.record(who, "log.level", Map.of("logger", logger.getName(), "level", word(level)));
          logger.setLevel(level);
          return new JsonObject().put("logger", logger.getName()).put("level", word(level));
        });
  }

  /** What administrators do is written down whatever they want to be logged. */
  private static boolean ours(String name) {
    return (name.equals(OURS) || name.startsWith(OURS + ".")) && !name.startsWith(AUDIT);
  }

  private static String word(Level level) {
    return level.toString().toLowerCase(Locale.ROOT);
  }

  private static LoggerContext loggers() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
