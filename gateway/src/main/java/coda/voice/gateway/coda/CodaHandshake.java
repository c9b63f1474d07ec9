package coda.voice.gateway.coda;

import coda.voice.VoiceException;
import coda.voice.conversation.turn.TurnError;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.Handshake;
import coda.voice.gateway.access.AccessError;
import coda.voice.gateway.access.Credential;
import coda.voice.gateway.http.HttpAnswers;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.List;

/** The token comes in the {@code Authorization} header, in a subprotocol, or in a message later. */
final class CodaHandshake implements Handshake {
  private static final String IN_SUBPROTOCOL = "coda.bearer.";

  @Override
  public String subprotocol() {
    return "coda";
  }

  @Override
  public boolean mayComeInFirst() {
    return true;
  }

  @Override
  public Credential credential(HttpServerRequest request) {
    Credential inHeader = Credential.ofHeaders(request.headers().getAll("authorization"));
    List<Credential> inSubprotocol =
        request.headers().getAll("sec-websocket-protocol").stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(String::strip)
            .filter(name -> name.startsWith(IN_SUBPROTOCOL))
            .<Credential>map(name -> new Credential.Bearer(name.substring(IN_SUBPROTOCOL.length())))
            .toList();
    if (inSubprotocol.size() + (inHeader.equals(Credential.NONE) ? 0 : 1) > 1) {
      throw new GatewayException(
          AccessError.AUTH_AMBIGUOUS, "A token comes in the header or in one subprotocol, once");
    }
    return inSubprotocol.isEmpty() ? inHeader : inSubprotocol.getFirst();
  }

  @Override
  public String refuse(HttpServerResponse response, Throwable failure) {
    if (failure instanceof VoiceException e) {
      HttpAnswers.failed(response, e);
      return e.code();
    }
    HttpAnswers.defect(response, failure);
    return TurnError.INTERNAL_ERROR.code();
  }
}
