package coda.voice.server.admin;

import coda.voice.gateway.LogText;
import coda.voice.gateway.References;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpError;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.Parameters;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.server.config.ConfigException;
import coda.voice.server.config.ConfigJson;
import coda.voice.server.config.live.ConfigOutcome;
import coda.voice.server.config.live.ConfigVersion;
import coda.voice.server.config.live.ConfigVersionException;
import coda.voice.server.config.live.RuntimeConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration over HTTP, for administrators.
 *
 * <ul>
 *   <li>{@code GET /admin/config}: every value, where it comes from, and the version; {@code
 *       ?changed=true} without the defaults
 *   <li>{@code PATCH /admin/config}: changes settings
 *   <li>{@code GET /admin/config/history}: the versions that are remembered
 *   <li>{@code POST /admin/config/rollback}: returns to one of them
 *   <li>{@code POST /admin/config/reload}: reads the file again, and the files of the certificate
 * </ul>
 *
 * <p>Reading files and checking blocks, and is done elsewhere than on the event loops.
 */
public final class ConfigRoutes implements HttpRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigRoutes.class);
  private static final long MOST_BYTES = 64 * 1024;

  private final RuntimeConfig config;
  private final Runnable others;
  private final Executor blocking;

  /**
   * The routes.
   *
   * @param config what they show and change
   * @param others reads again what stands in files beside the configuration; throws {@link
   *     coda.voice.VoiceException} when that is wrong
   * @param blocking runs what blocks
   */
  public ConfigRoutes(RuntimeConfig config, Runnable others, Executor blocking) {
    this.config = config;
    this.others = others;
    this.blocking = blocking;
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    admin(router.get("/admin/config"), access).handler(this::show);
    admin(router.get("/admin/config/history"), access).handler(this::history);
    body(admin(router.patch("/admin/config"), access)).handler(this::change);
    body(admin(router.post("/admin/config/rollback"), access)).handler(this::rollback);
    body(admin(router.post("/admin/config/reload"), access)).handler(this::reload);
  }

  private static Route admin(Route route, RouteAccess access) {
    return route.handler(access.require(Scope.ADMIN));
  }

  /**
   * Only JSON that says it is JSON: a page in a browser cannot send that to another site without
   * asking, and is not allowed to.
   */
  private static Route body(Route route) {
    return route
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(
            context -> {
              String type = context.request().getHeader("content-type");
              if (type != null
                  && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
                context.next();
              } else {
                HttpAnswers.refuse(
                    context.response(),
                    415,
                    HttpError.HTTP_NOT_JSON,
                    "The body must be application/json");
              }
            });
  }

  private void show(RoutingContext context) {
    ConfigOutcome current = config.current();
    boolean changedOnly = "true".equals(context.request().getParam("changed"));
    JsonObject body = new JsonObject().put("version", current.version().number());
    body.put("since", current.version().when().toString());
    body.mergeIn(new JsonObject(ConfigJson.of(current.effective(), changedOnly)));
    HttpAnswers.send(context.response(), 200, body);
  }

  private void history(RoutingContext context) {
    elsewhere(
        context,
        config -> {
          JsonArray versions = new JsonArray();
          config.history().forEach(version -> versions.add(json(version)));
          return new JsonObject().put("versions", versions);
        });
  }

  private void change(RoutingContext context) {
    ConfigBody body = new ConfigBody(Parameters.body(context));
    String who = RouteAccess.name(context);
    elsewhere(
        context,
        config -> {
          try {
            return outcome(config.change(body.change(who)), body.dryRun());
          } catch (ConfigException | ConfigVersionException e) {
            config.audit().refused(who, "config.change", e.code());
            throw e;
          }
        });
  }

  private void rollback(RoutingContext context) {
    ConfigBody body = new ConfigBody(Parameters.body(context));
    String who = RouteAccess.name(context);
    long version = body.version();
    elsewhere(context, config -> outcome(config.rollback(version, who, body.reason()), false));
  }

  private void reload(RoutingContext context) {
    String who = RouteAccess.name(context);
    elsewhere(
        context,
        config -> {
          others.run();
          return outcome(config.reload(who), false);
        });
  }

  private void elsewhere(RoutingContext context, Function<RuntimeConfig, JsonObject> work) {
    Context loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    blocking.execute(
        () -> {
          try {
            JsonObject answer = work.apply(config);
            loop.runOnContext(go -> HttpAnswers.send(context.response(), 200, answer));
          } catch (RuntimeException e) {
            loop.runOnContext(go -> failed(context, e));
          }
        });
  }

  private static void failed(RoutingContext context, RuntimeException failure) {
    if (!(failure instanceof ConfigException wrong)) {
      context.fail(failure);
      return;
    }
    String reference = References.next();
    // What is wrong was sent by somebody, and may look like another line.
    LOG.info(
        "[{}] {}: {}",
        reference,
        wrong.code(),
        LogText.oneLine(String.valueOf(wrong.getMessage())));
    HttpAnswers.send(
        context.response(),
        wrong.error().facts().http(),
        new JsonObject()
            .put("error", "The configuration would not be right; nothing was changed")
            .put("code", wrong.code())
            .put("problems", new JsonArray(ConfigJson.problems(wrong.problems())))
            .put("reference", reference));
  }

  private static JsonObject outcome(ConfigOutcome outcome, boolean dryRun) {
    JsonObject json = new JsonObject();
    json.put("version", outcome.version().number());
    json.put("applied", outcome.applied());
    json.put("dry_run", dryRun);
    json.put(
        "changes",
        outcome.applied() || dryRun
            ? new JsonArray(ConfigJson.differences(outcome.version().differences()))
            : new JsonArray());
    JsonObject effective = new JsonObject(ConfigJson.of(outcome.effective(), true));
    json.put("warnings", effective.getValue("warnings"));
    json.put("waiting_for_restart", effective.getValue("waiting_for_restart"));
    return json;
  }

  private static JsonObject json(ConfigVersion version) {
    return new JsonObject()
        .put("version", version.number())
        .put("time", version.when().toString())
        .put("who", version.who())
        .put("cause", version.cause().wireName())
        .put("reason", version.reason())
        .put("changes", new JsonArray(ConfigJson.differences(version.differences())));
  }
}
