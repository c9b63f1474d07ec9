package coda.voice.gateway.speech;

import static coda.voice.conversation.turn.TurnError.INTERNAL_ERROR;
import static coda.voice.gateway.http.HttpError.HTTP_BODY_INVALID;
import static coda.voice.gateway.http.HttpError.HTTP_METHOD_NOT_ALLOWED;
import static coda.voice.gateway.http.HttpError.HTTP_NOT_FOUND;
import static coda.voice.gateway.http.HttpError.HTTP_REFUSED;
import static coda.voice.gateway.http.HttpError.HTTP_TOO_LARGE;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import coda.voice.gateway.GateMeters;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.LogText;
import coda.voice.gateway.References;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.http.HttpAnswers;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How OpenAI's clients are answered. Every answer carries {@code x-request-id}; that of a failure
 * finds its line in the log.
 */
public final class SpeechAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(SpeechAnswers.class);
  private static final String REQUEST_ID = "x-request-id";

  private SpeechAnswers() {}

  /**
   * Whether a path is answered in this manner, whatever happens to the request.
   *
   * @param path of a request
   */
  public static boolean speaks(String path) {
    return path.startsWith("/v1/audio/")
        || path.startsWith("/v1/realtime/")
        || path.startsWith("/openai/v1/realtime/")
        || path.equals("/v1/models")
        || path.startsWith("/v1/models/");
  }

  /**
   * Answers with JSON.
   *
   * @param response not begun yet
   * @param status of HTTP
   * @param body the answer
   */
  static void send(HttpServerResponse response, int status, JsonObject body) {
    begin(response, status, "application/json").end(body.encode());
  }

  /**
   * The head of an answer, that something follows.
   *
   * @param response not begun yet
   * @param status of HTTP
   * @param mediaType of what follows
   */
  static HttpServerResponse begin(HttpServerResponse response, int status, String mediaType) {
    if (!response.headers().contains(REQUEST_ID)) {
      response.putHeader(REQUEST_ID, References.next());
    }
    return HttpAnswers.begin(response, status, mediaType);
  }

  /**
   * Answers a request that failed.
   *
   * @param context of the request
   * @param meters counts it
   */
  public static void failure(RoutingContext context, GateMeters meters) {
    Throwable failure = context.failure();
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    if (context.response().headWritten()) {
      var unused = context.request().connection().close();
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
    meters.failed("openai", failed(context.response(), known(failure, context)).code());
  }

  /**
   * Answers that something is not possible.
   *
   * @param response not begun yet
   * @param e why
   * @return its code
   */
  public static ErrorCode failed(HttpServerResponse response, VoiceException e) {
    Problem problem = Problem.of(e);
    response.putHeader(REQUEST_ID, log(e));
    problem.retryAfterMs().ifPresent(ms -> retry(response, ms));
    if (problem.status() == 401) {
      response.putHeader("www-authenticate", "Bearer realm=\"coda\"");
    }
    send(response, problem.status(), problem.json());
    return e.error();
  }

  private static void retry(HttpServerResponse response, long ms) {
    response
        .putHeader("retry-after", Long.toString((ms + 999) / 1_000))
        .putHeader("retry-after-ms", Long.toString(ms));
  }

  /**
   * Writes a failure into the log.
   *
   * @return its reference
   */
  static String log(VoiceException e) {
    String reference = e instanceof AccessException a ? a.reference() : References.next();
    if (e.error() == INTERNAL_ERROR) {
      LOG.error("[{}] A request could not be answered", reference, e);
    } else if (!(e instanceof AccessException a && a.logged())) {
      LOG.info("[{}] {}: {}", reference, e.code(), LogText.oneLine(String.valueOf(e.getMessage())));
    }
    return reference;
  }

  /** The failure as one of ours. */
  static VoiceException known(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return cause instanceof VoiceException e
        ? e
        : new VoiceException(
            INTERNAL_ERROR,
            "A request could not be answered: " + cause,
            "Internal processing error",
            cause);
  }

  private static VoiceException known(@Nullable Throwable failure, RoutingContext context) {
    if (failure instanceof DecodeException) {
      return new GatewayException(
          HTTP_BODY_INVALID, "We could not parse the JSON body of your request.");
    }
    if (failure != null && !(failure instanceof HttpException)) {
      return known(failure);
    }
    int status = failure instanceof HttpException e ? e.getStatusCode() : context.statusCode();
    return switch (status) {
      case 404 -> new GatewayException(HTTP_NOT_FOUND, "There is nothing at this path");
      case 405 ->
          new GatewayException(
              HTTP_METHOD_NOT_ALLOWED, context.request().method() + " is not possible here");
      case 413 -> new GatewayException(HTTP_TOO_LARGE, "The body is too large");
      default -> new GatewayException(HTTP_REFUSED, "The request is not possible");
    };
  }
}
