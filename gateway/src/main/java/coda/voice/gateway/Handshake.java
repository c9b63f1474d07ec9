package coda.voice.gateway;

import coda.voice.gateway.access.Credential;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * How the clients of a front door show who they are when they come in, and how they are told that
 * it is not enough. Used on event loops; never blocks.
 */
public interface Handshake {
  /** The subprotocol that is answered with; those that hold secrets never are. */
  String subprotocol();

  /** Whether a client may come in first and show who it is in a message. */
  boolean mayComeInFirst();

  /**
   * What a client presents.
   *
   * @param request may become a WebSocket
   * @return {@link Credential#NONE} if nothing
   * @throws GatewayException when it cannot be told what
   */
  Credential credential(HttpServerRequest request);

  /**
   * Answers a client that is not let in.
   *
   * @param response not ended yet
   * @param failure why
   * @return the code it was told
   */
  String refuse(HttpServerResponse response, Throwable failure);
}
