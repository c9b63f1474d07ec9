package coda.voice.gateway.http;

import static coda.voice.conversation.turn.TurnError.INTERNAL_ERROR;
import static coda.voice.gateway.http.HttpError.HTTP_METHOD_NOT_ALLOWED;
import static coda.voice.gateway.http.HttpError.HTTP_NOT_FOUND;
import static coda.voice.gateway.http.HttpError.HTTP_REFUSED;
import static coda.voice.gateway.http.HttpError.HTTP_TOO_LARGE;
import static coda.voice.protocol.ProtocolError.PROTOCOL_NOT_JSON;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import coda.voice.gateway.GateMeters;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.LogText;
import coda.voice.gateway.References;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.limits.LimitException;
import io.vertx.core.http.HttpClosedException;
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
    begin(response, status, "application/json").end(body.encode());
  }

  /**
   * The head of an answer that nobody keeps; its body follows.
   *
   * @param response not begun yet
   * @param status of HTTP
   * @param mediaType of what follows
   */
  public static HttpServerResponse begin(
      HttpServerResponse response, int status, String mediaType) {
    return response
        .setStatusCode(status)
        .putHeader("content-type", mediaType)
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff");
  }

  /**
   * Answers that something is not possible; the client is told everything there is to say.
   *
   * @param response not ended yet
   * @param status of HTTP
   * @param code of the catalogue
   * @param error for people
   * @return the code
   */
  public static ErrorCode refuse(
      HttpServerResponse response, int status, ErrorCode code, String error) {
    String reference = References.next();
    LOG.info("[{}] {}: {}", reference, code.code(), error);
    send(response, status, body(code, error, reference));
    return code;
  }

  private static JsonObject body(ErrorCode code, String error, String reference) {
    return new JsonObject()
        .put("error", error)
        .put("code", code.code())
        .put("reference", reference);
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
    if (failure instanceof HttpClosedException) {
      LOG.debug("A client broke off its request");
      return;
    }
    if (!context.request().isEnded()) {
      // What else the client sends is not wanted: it is not read, the connection ends.
      context.response().putHeader("connection", "close");
    }
    meters.failed("http", answer(context, failure).code());
  }

  private static ErrorCode answer(RoutingContext context, @Nullable Throwable failure) {
    if (failure instanceof VoiceException e) {
      failed(context.response(), e);
      return e.error();
    }
    if (failure instanceof DecodeException) {
      return refuse(context.response(), 400, PROTOCOL_NOT_JSON, "The body is not valid JSON");
    }
    if (failure == null || failure instanceof HttpException) {
      return status(
          context, failure instanceof HttpException e ? e.getStatusCode() : context.statusCode());
    }
    defect(context.response(), failure);
    return INTERNAL_ERROR;
  }

  /**
   * Answers a request that failed although nothing should have.
   *
   * @param response not ended yet
   * @param failure why
   */
  public static void defect(HttpServerResponse response, Throwable failure) {
    String reference = References.next();
    LOG.error("[{}] A request could not be answered", reference, failure);
    send(response, 500, body(INTERNAL_ERROR, "Internal processing error", reference));
  }

  /**
   * Answers a request that failed for a reason we know.
   *
   * @param response not ended yet
   * @param e why
   */
  public static void failed(HttpServerResponse response, VoiceException e) {
    String reference = e instanceof AccessException a ? a.reference() : References.next();
    if (!(e instanceof AccessException a && a.logged())) {
      LOG.info("[{}] {}: {}", reference, e.code(), LogText.oneLine(String.valueOf(e.getMessage())));
    }
    OptionalLong retry =
        switch (e) {
          case AccessException a -> a.retryAfterMs();
          case GatewayException g -> g.retryAfterMs();
          case LimitException l -> OptionalLong.of(l.retryAfterMs());
          default -> OptionalLong.empty();
        };
    JsonObject body = body(e.error(), e.safeMessage(), reference);
    retry.ifPresent(
        ms -> {
          body.put("retry_after_ms", ms);
          response.putHeader("retry-after", Long.toString((ms + 999) / 1_000));
        });
    int status = e.error().facts().http();
    if (status == 401) {
      response.putHeader("www-authenticate", "Bearer realm=\"coda\"");
    }
    send(response, status, body);
  }

  private static ErrorCode status(RoutingContext context, int status) {
    return switch (status) {
      case 404 -> refuse(context.response(), 404, HTTP_NOT_FOUND, "There is nothing at this path");
      case 405 ->
          refuse(
              context.response(),
              405,
              HTTP_METHOD_NOT_ALLOWED,
              context.request().method() + " is not possible here");
      case 413 -> refuse(context.response(), 413, HTTP_TOO_LARGE, "The body is too large");
      default ->
          refuse(
              context.response(),
              status < 400 ? 500 : status,
              HTTP_REFUSED,
              "The request is not possible");
    };
  }
}
