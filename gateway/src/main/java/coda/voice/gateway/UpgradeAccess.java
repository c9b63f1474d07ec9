package coda.voice.gateway;

import coda.voice.VoiceException;
import coda.voice.gateway.access.AccessError;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.access.Credential;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.SiteRefusal;
import coda.voice.gateway.http.HttpAnswers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Looks at requests before they become WebSockets: which site they come from, and what they present
 * to prove who they are. Wrong proof is answered here, with plain HTTP. Used on event loops.
 */
final class UpgradeAccess {
  private static final Set<String> IN_QUERY =
      Set.of("token", "access_token", "id_token", "jwt", "api_key", "apikey", "key", "bearer");

  private final AccessRules rules;
  private final GateMeters meters;

  UpgradeAccess(AccessRules rules, GateMeters meters) {
    this.rules = rules;
    this.meters = meters;
  }

  /**
   * Whether a request may come from where it does; if not, it is answered.
   *
   * @param request of any kind
   */
  boolean site(HttpServerRequest request) {
    Optional<SiteRefusal> refusal =
        rules.sites().refusal(request.headers().getAll("origin"), request.headers().getAll("host"));
    refusal.ifPresent(
        why -> {
          end(request);
          HttpAnswers.refuse(request.response(), 403, why.code(), why.words());
          meters.failed("http", why.code().code());
        });
    return refusal.isEmpty();
  }

  /**
   * Finds out who wants a WebSocket, as far as they say so already.
   *
   * @param request may become one
   * @param address where it comes from
   * @param handshake how the front door does it
   * @param admitted told who it is, or that it will have to say so; not called if it was answered
   */
  void identify(
      HttpServerRequest request,
      String address,
      Handshake handshake,
      Consumer<Optional<Identity>> admitted) {
    if (!rules.authenticator().required()) {
      admitted.accept(Optional.empty());
      return;
    }
    Credential credential;
    try {
      credential = credential(request, handshake);
    } catch (VoiceException e) {
      refuse(request, handshake, e);
      return;
    }
    if (credential.equals(Credential.NONE)) {
      admitted.accept(Optional.empty());
      return;
    }
    Context loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    request.pause();
    rules
        .authenticator()
        .identify(credential, address, Purpose.CONNECTION)
        .whenComplete(
            (identity, failure) ->
                loop.runOnContext(
                    go -> {
                      if (failure == null) {
                        admitted.accept(Optional.of(identity));
                      } else {
                        refuse(request, handshake, failure);
                      }
                    }));
  }

  private static boolean inQuery(HttpServerRequest request) {
    String query = request.query();
    return query != null
        && Arrays.stream(query.split("&", -1))
            .map(pair -> pair.split("=", 2)[0].toLowerCase(Locale.ROOT))
            .anyMatch(IN_QUERY::contains);
  }

  private static Credential credential(HttpServerRequest request, Handshake handshake) {
    if (inQuery(request)) {
      throw new GatewayException(
          AccessError.AUTH_IN_QUERY,
          "Tokens are not taken from the address, which ends up in logs: use the Authorization"
              + " header");
    }
    Credential credential = handshake.credential(request);
    if (credential.equals(Credential.NONE) && !handshake.mayComeInFirst()) {
      throw AccessException.required();
    }
    return credential;
  }

  private void refuse(HttpServerRequest request, Handshake handshake, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    end(request);
    meters.failed("http", handshake.refuse(request.response(), cause));
  }

  /** The connection ends with the answer: what else comes on it is not wanted. */
  private static void end(HttpServerRequest request) {
    request
        .response()
        .putHeader("connection", "close")
        .endHandler(ended -> request.connection().close());
  }
}
