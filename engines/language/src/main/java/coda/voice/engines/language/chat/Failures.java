package coda.voice.engines.language.chat;

import static coda.voice.engine.EngineError.ENGINE_BUSY;
import static coda.voice.engine.EngineError.ENGINE_CONTEXT_OVERFLOW;
import static coda.voice.engine.EngineError.ENGINE_FAILED;
import static coda.voice.engine.EngineError.ENGINE_TIMEOUT;
import static coda.voice.engine.EngineError.ENGINE_UNAUTHORIZED;
import static coda.voice.engine.EngineError.ENGINE_UNAVAILABLE;

import coda.voice.engine.EngineError;
import coda.voice.engine.EngineException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong at a model's server into our errors, with stable codes and a remedy. */
public final class Failures {
  private static final int MAX_SHOWN = 300;
  private static final Pattern OVERFLOW =
      Pattern.compile(
          "context.{0,20}(length|size|window)|exceed_context|too many tokens|maximum context");

  private static final Pattern QUOTED = Pattern.compile("\\\\?[\"']input\\\\?[\"']\\s*:.*");

  private final String engine;
  private final String address;
  private final String remedy;

  /**
   * For one engine.
   *
   * @param engine its name
   * @param address where its server is
   * @param remedy what to do when it is not there
   */
  public Failures(String engine, String address, String remedy) {
    this.engine = engine;
    this.address = address;
    this.remedy = remedy;
  }

  /**
   * What a failure means.
   *
   * @param failure anything
   */
  public EngineException of(Throwable failure) {
    Optional<EngineException> ours = find(failure, EngineException.class);
    if (ours.isPresent()) {
      return ours.get();
    }
    Optional<HttpException> http = find(failure, HttpException.class);
    if (http.isPresent()) {
      return status(http.get().statusCode(), String.valueOf(http.get().getMessage()));
    }
    if (find(failure, ConnectException.class).isPresent()
        || find(failure, HttpConnectTimeoutException.class).isPresent()
        || find(failure, UnknownHostException.class).isPresent()
        || find(failure, UnresolvedAddressException.class).isPresent()) {
      return unreachable(failure);
    }
    if (find(failure, HttpTimeoutException.class).isPresent()
        || find(failure, TimeoutException.class).isPresent()) {
      return timeout("did not answer in time", failure);
    }
    if (find(failure, AuthenticationException.class).isPresent()) {
      return unauthorized();
    }
    if (find(failure, RateLimitException.class).isPresent()) {
      return busy("it limits how often it is asked", failure);
    }
    if (find(failure, IOException.class).isPresent()) {
      return failed("the connection to %s broke (%s)".formatted(address, failure), failure);
    }
    return failed(shortened(String.valueOf(failure)), failure);
  }

  /**
   * An answer of the server that is not a success. What it said is in the message, shortened; there
   * is no cause, because its text would be logged in full, with the words or the key it may quote.
   *
   * @param status of HTTP
   * @param body what it said
   */
  private EngineException status(int status, String body) {
    String said = "%s said %d: %s".formatted(address, status, shortened(body));
    return switch (status) {
      case 401, 403 -> unauthorized();
      case 404 -> problem(ENGINE_UNAVAILABLE, said + ". " + remedy, NOT_THERE, null);
      case 408, 504 -> timeout(said, null);
      case 429, 503 -> busy(said, null);
      default ->
          (status == 400 || status == 413 || status == 422 || status == 500)
                  && OVERFLOW.matcher(body.toLowerCase(Locale.ROOT)).find()
              ? overflow(said)
              : failed(said);
    };
  }

  /**
   * A deadline passed.
   *
   * @param what did not come, for operators
   */
  public EngineException timeout(String what) {
    return problem(ENGINE_TIMEOUT, what, "The language model did not answer in time", null);
  }

  /**
   * It failed.
   *
   * @param what happened, for operators
   */
  public EngineException failed(String what) {
    return problem(ENGINE_FAILED, what, FAILED, null);
  }

  private EngineException failed(String what, Throwable cause) {
    return problem(ENGINE_FAILED, what, FAILED, cause);
  }

  private EngineException timeout(String what, @Nullable Throwable cause) {
    return problem(ENGINE_TIMEOUT, what, "The language model did not answer in time", cause);
  }

  private EngineException unreachable(Throwable cause) {
    return problem(
        ENGINE_UNAVAILABLE,
        "there is no answer from %s. %s".formatted(address, remedy),
        NOT_THERE,
        cause);
  }

  private EngineException unauthorized() {
    return problem(
        ENGINE_UNAUTHORIZED,
        "%s refuses the key; set engines.%s.api_key or the variable named by api_key_env"
            .formatted(address, engine),
        NOT_THERE,
        null);
  }

  private EngineException busy(String what, @Nullable Throwable cause) {
    return problem(ENGINE_BUSY, what, "The server is busy, please try again in a moment", cause);
  }

  private EngineException overflow(String what) {
    return problem(
        ENGINE_CONTEXT_OVERFLOW,
        "the conversation does not fit the model's context window; lower engines.%s.context_tokens. %s"
            .formatted(engine, what),
        "The conversation has become too long for the language model",
        null);
  }

  private EngineException problem(
      EngineError error, String what, String safe, @Nullable Throwable cause) {
    return new EngineException(error, "Language model '" + engine + "': " + what, safe, cause);
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    Throwable each = failure;
    for (int depth = 0; each != null && depth < 12; depth++) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
      each = each.getCause();
    }
    return Optional.empty();
  }

  /** Without what a server quotes of the request: those are words of a conversation. */
  private static String shortened(String text) {
    String line = QUOTED.matcher(text.replaceAll("\\s+", " ").strip()).replaceFirst("…");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }

  private static final String NOT_THERE = "The language model is not available";
  private static final String FAILED = "The language model failed";
}
