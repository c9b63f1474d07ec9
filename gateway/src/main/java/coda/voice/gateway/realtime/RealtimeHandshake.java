package coda.voice.gateway.realtime;

import coda.voice.VoiceException;
import coda.voice.conversation.turn.TurnError;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.Handshake;
import coda.voice.gateway.References;
import coda.voice.gateway.access.AccessError;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Credential;
import coda.voice.gateway.http.HttpAnswers;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key comes in {@code Authorization}, in {@code api-key}, or in a subprotocol, as browsers do
 * it. Clients that send the same one in several places are let in; several different ones are not.
 */
final class RealtimeHandshake implements Handshake {
  private static final Logger LOG = LoggerFactory.getLogger(RealtimeHandshake.class);
  private static final String IN_SUBPROTOCOL = "openai-insecure-api-key.";

  @Override
  public String subprotocol() {
    return "realtime";
  }

  @Override
  public boolean mayComeInFirst() {
    return false;
  }

  @Override
  public Credential credential(HttpServerRequest request) {
    return credential(request.headers());
  }

  /** What the headers of a request present. */
  static Credential credential(MultiMap headers) {
    Credential header = Credential.ofHeaders(headers.getAll("authorization"));
    Stream<Credential> others =
        Stream.concat(
                headers.getAll("api-key").stream(),
                subprotocols(headers)
                    .filter(name -> name.startsWith(IN_SUBPROTOCOL))
                    .map(name -> name.substring(IN_SUBPROTOCOL.length())))
            .map(Credential.Bearer::new);
    List<Credential> all =
        Stream.concat(Stream.of(header), others)
            .filter(each -> !each.equals(Credential.NONE))
            .distinct()
            .toList();
    if (all.size() > 1) {
      throw new GatewayException(AccessError.AUTH_AMBIGUOUS, "There is more than one API key");
    }
    return all.isEmpty() ? Credential.NONE : all.getFirst();
  }

  /** The subprotocols that a client offers. */
  private static Stream<String> subprotocols(MultiMap headers) {
    return headers.getAll("sec-websocket-protocol").stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip);
  }

  @Override
  public String refuse(HttpServerResponse response, Throwable failure) {
    boolean known = failure instanceof AccessException || failure instanceof GatewayException;
    String reference =
        failure instanceof AccessException access ? access.reference() : References.next();
    if (!known) {
      LOG.error("[{}] A client could not be let in", reference, failure);
      answer(response, 500, "server_error", "internal_error", "Internal processing error");
      return TurnError.INTERNAL_ERROR.code();
    }
    VoiceException why = (VoiceException) Objects.requireNonNull(failure);
    if (!(failure instanceof AccessException access && access.logged())) {
      LOG.info("[{}] {}: {}", reference, why.code(), why.getMessage());
    }
    int status = why.error().facts().http();
    String words = why.safeMessage() + " (" + reference + ")";
    switch (status) {
      case 403 -> answer(response, 403, "invalid_request_error", "access_denied", words);
      case 429 -> answer(response, 429, "invalid_request_error", "rate_limit_exceeded", words);
      case 503 -> answer(response, 503, "server_error", "service_unavailable", words);
      default -> answer(response, 401, "invalid_request_error", "invalid_api_key", words);
    }
    return why.code();
  }

  private static void answer(
      HttpServerResponse response, int status, String type, String code, String message) {
    HttpAnswers.send(
        response,
        status,
        new JsonObject()
            .put(
                "error",
                new JsonObject()
                    .put("message", message)
                    .put("type", type)
                    .put("code", code)
                    .putNull("param")));
  }
}
