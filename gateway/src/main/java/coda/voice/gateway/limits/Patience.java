package coda.voice.gateway.limits;

/**
 * How long is waited for a client, in ms.
 *
 * @param handshakeMs until a connection has become a WebSocket
 * @param pingMs between two pings
 * @param pongMs until a ping is answered
 * @param inactivityMs without any message
 * @param slowClientMs a client that takes nothing is let go after this
 */
public record Patience(
    int handshakeMs, int pingMs, int pongMs, int inactivityMs, int slowClientMs) {
  /** The defaults of the documentation. */
  public static final Patience DEFAULTS = new Patience(10_000, 30_000, 10_000, 300_000, 10_000);
}
