package coda.voice.gateway.speech;

import coda.voice.VoiceException;
import coda.voice.audio.AudioException;
import coda.voice.engine.EngineBusyException;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.access.AccessError;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.limits.LimitException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A failure in the words of OpenAI's API: {@code {"error":{"message","type","code","param"}}}.
 *
 * @param status of HTTP
 * @param type {@code invalid_request_error}, {@code server_error} or {@code requests}
 * @param code what clients look at, as OpenAI has it where it has one; else one of ours in small
 *     letters
 * @param param the field of the request that is wrong; empty for none
 * @param message for people
 * @param retryAfterMs when it is worth trying again, if ever
 */
record Problem(
    int status, String type, String code, String param, String message, OptionalLong retryAfterMs) {
  private static final long BUSY_RETRY_MS = 1_000;

  /** What the API calls a problem of the client's. */
  static final String OF_CLIENT = "invalid_request_error";

  /** What the API calls a problem of the server's. */
  static final String OF_SERVER = "server_error";

  /** A failure that we know. */
  static Problem of(VoiceException e) {
    return switch (e) {
      case AccessException a -> access(a);
      case SpeechException s ->
          problem(s, s.error().facts().http(), code((SpeechError) s.error()), s.field());
      case LimitException l -> limit(l);
      // What is in the file is the client's mistake; only sizes have a status of their own.
      case AudioException a when a.error().facts().http() < 500 ->
          problem(a, a.error().facts().http() == 413 ? 413 : 400, ours(a), "file");
      case EngineBusyException busy ->
          new Problem(
              503,
              OF_SERVER,
              "engine_overloaded",
              "",
              busy.safeMessage(),
              OptionalLong.of(BUSY_RETRY_MS));
      default -> problem(e, e.error().facts().http(), ours(e), "");
    };
  }

  private static Problem access(AccessException e) {
    int status = e.error().facts().http();
    String code =
        switch (status) {
          case 401 -> "invalid_api_key";
          case 403 -> "insufficient_permissions";
          case 429 -> "rate_limit_exceeded";
          default -> ours(e);
        };
    String words =
        e.error() == AccessError.AUTH_REQUIRED
            ? "You didn't provide an API key. Send it as Authorization: Bearer YOUR_KEY."
            : e.safeMessage();
    return new Problem(status, type(status), code, "", words, e.retryAfterMs());
  }

  private static Problem limit(LimitException e) {
    int status = e.error().facts().http();
    return new Problem(
        status,
        type(status),
        status == 429 ? "rate_limit_exceeded" : ours(e),
        "",
        e.safeMessage(),
        OptionalLong.of(e.retryAfterMs()));
  }

  private static Problem problem(VoiceException e, int status, String code, String param) {
    OptionalLong retry = e instanceof GatewayException g ? g.retryAfterMs() : OptionalLong.empty();
    if (retry.isEmpty() && status == 503) {
      retry = OptionalLong.of(BUSY_RETRY_MS);
    }
    return new Problem(status, type(status), code, param, e.safeMessage(), retry);
  }

  private static String type(int status) {
    if (status == 429) {
      return "requests";
    }
    return status < 500 ? OF_CLIENT : OF_SERVER;
  }

  private static String code(SpeechError error) {
    return switch (error) {
      case SPEECH_VALUE_INVALID -> "invalid_value";
      case SPEECH_FIELD_MISSING -> "missing_required_parameter";
      case SPEECH_FORMAT_UNSUPPORTED -> "unsupported_format";
      case SPEECH_FORM_INVALID -> "invalid_form";
      case SPEECH_MEDIA_TYPE -> "unsupported_media_type";
      case SPEECH_UPLOAD_TOO_LARGE -> "upload_too_large";
      case SPEECH_UPLOADS_FULL -> "server_overloaded";
      case SPEECH_CLIENT_GONE -> "client_gone";
      case SPEECH_MODEL_UNKNOWN -> "model_not_found";
    };
  }

  private static String ours(VoiceException e) {
    return e.code().toLowerCase(Locale.ROOT);
  }

  /** The answer. */
  JsonObject json() {
    JsonObject error = new JsonObject().put("message", message).put("type", type);
    if (param.isEmpty()) {
      error.putNull("param");
    } else {
      error.put("param", param);
    }
    return new JsonObject().put("error", error.put("code", code));
  }
}
