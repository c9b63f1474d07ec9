package coda.voice.gateway.http;

import coda.voice.VoiceException;
import coda.voice.gateway.GateMeters;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.References;
import coda.voice.gateway.access.AccessException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How requests are answered: with JSON, and failures all in the same form. */
public final class HttpAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(HttpAnswers.class);

  private HttpAnswers() {}

  /**
   * Answers with JSON that nobody keeps.
   *
   * @param response not ended yet
   * @param status of HTTP
   * @param body the answer
   */
  public static void send(HttpServerResponse response, int status, JsonObject body) {
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .end(body.encode());
  }

  /**
   * Answers that something is not possible; the client is told everything there is to say.
   *
   * @param response not ended yet
   * @param status of HTTP
   * @param code stable
   * @param error for people
   * @return the code
   */
  public static String refuse(HttpServerResponse response, int status, String code, String error) {
    send(response, status, new JsonObject().put("error", error).put("code", code));
    return code;
  }

  /**
   * Answers a request that failed: the client reads words that are safe, the log has the rest, both
   * under one reference.
   *
   * @param context of the request
   * @param meters counts it
   */
  public static void failure(RoutingContext context, GateMeters meters) {
    Throwable failure =
        context.failure() instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : context.failure();
    if (context.response().ended()) {
      return;
    }
    if (!context.request().isEnded()) {
      // What else the client sends is not wanted: it is not read, the connection ends.
      context.response().putHeader("connection", "close");
    }
    meters.failed("http", answer(context, failure));
  }

  private static String answer(RoutingContext context, @Nullable Throwable failure) {
    if (failure instanceof VoiceException e) {
      return voice(context, e);
    }
    if (failure instanceof DecodeException) {
      return refuse(context.response(), 400, "PROTOCOL_JSON_INVALID", "The body is not valid JSON");
    }
    if (failure == null || failure instanceof HttpException) {
      return status(
          context, failure instanceof HttpException e ? e.getStatusCode() : context.statusCode());
    }
    String reference = References.next();
    LOG.error("[{}] A request could not be answered", reference, failure);
    send(
        context.response(),
        500,
        new JsonObject()
            .put("error", "Internal processing error")
            .put("code", "INTERNAL_ERROR")
            .put("reference", reference));
    return "INTERNAL_ERROR";
  }

  private static String voice(RoutingContext context, VoiceException e) {
    String reference = References.next();
    LOG.info("[{}] {}: {}", reference, e.code(), e.getMessage());
    OptionalLong retry =
        switch (e) {
          case AccessException a -> a.retryAfterMs();
          case GatewayException g -> g.retryAfterMs();
          default -> OptionalLong.empty();
        };
    JsonObject body =
        new JsonObject()
            .put("error", e.safeMessage())
            .put("code", e.code())
            .put("reference", reference);
    retry.ifPresent(
        ms -> {
          body.put("retry_after_ms", ms);
          context.response().putHeader("retry-after", Long.toString((ms + 999) / 1_000));
        });
    int status = statusOf(e, retry);
    if (status == 401) {
      context.response().putHeader("www-authenticate", "Bearer realm=\"coda\"");
    }
    send(context.response(), status, body);
    return e.code();
  }

  private static int statusOf(VoiceException e, OptionalLong retry) {
    return switch (e) {
      case AccessException a when a.known() -> 403;
      case AccessException a -> retry.isPresent() ? 429 : 401;
      case GatewayException g when retry.isPresent() -> 503;
      case GatewayException g -> 400;
      default -> 500;
    };
  }

  private static String status(RoutingContext context, int status) {
    return switch (status) {
      case 404 ->
          refuse(context.response(), 404, "HTTP_NOT_FOUND", "There is nothing at this path");
      case 405 ->
          refuse(
              context.response(),
              405,
              "HTTP_METHOD_NOT_ALLOWED",
              context.request().method() + " is not possible here");
      case 413 -> refuse(context.response(), 413, "HTTP_TOO_LARGE", "The body is too large");
      default ->
          refuse(
              context.response(),
              status < 400 ? 500 : status,
              "HTTP_REFUSED",
              "The request is not possible");
    };
  }
}
