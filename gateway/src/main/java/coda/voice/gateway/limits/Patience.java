package coda.voice.gateway.limits;

/**
 * How long is waited for a client, in ms.
 *
 * @param handshakeMs until a connection has become a WebSocket
 * @param messageMs from the first byte of a message to its last
 * @param slowClientMs a client that takes nothing is let go after this
 * @param heartbeat how it is noticed that a client is gone
 */
public record Patience(int handshakeMs, int messageMs, int slowClientMs, Heartbeat heartbeat) {
  /** The defaults of the documentation. */
  public static final Patience DEFAULTS =
      new Patience(10_000, 30_000, 10_000, new Heartbeat(30_000, 10_000, 300_000));

  /**
   * How it is noticed that a client is gone.
   *
   * @param pingMs between two pings
   * @param pongMs until a ping is answered
   * @param inactivityMs without any message
   */
  public record Heartbeat(int pingMs, int pongMs, int inactivityMs) {}

  /** The same, but for the heartbeat. */
  public Patience with(Heartbeat other) {
    return new Patience(handshakeMs, messageMs, slowClientMs, other);
  }
}
