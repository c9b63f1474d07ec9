package coda.voice.gateway;

/**
 * What clients may use.
 *
 * @param connections open at once, all together
 * @param connectionsPerAddress open at once from one address
 * @param textBytes of one text message
 * @param binaryBytes of one binary message
 * @param handshakeMs until a connection has become a WebSocket
 * @param pingMs between two pings
 * @param pongMs until a ping is answered
 * @param inactivityMs without any message
 * @param controlMessages in one window
 * @param controlWindowMs the window
 * @param audioSpeed microphone audio in multiples of real time
 * @param audioBurstMs microphone audio that may come at once
 * @param turnAudioMs microphone audio of one turn
 * @param slowClientMs a client that takes nothing is let go after this
 */
public record ConnectionLimits(
    int connections,
    int connectionsPerAddress,
    int textBytes,
    int binaryBytes,
    int handshakeMs,
    int pingMs,
    int pongMs,
    int inactivityMs,
    int controlMessages,
    int controlWindowMs,
    double audioSpeed,
    int audioBurstMs,
    int turnAudioMs,
    int slowClientMs) {

  /** The defaults of the documentation. */
  public static final ConnectionLimits DEFAULTS =
      new ConnectionLimits(
          100,
          20,
          10_485_760,
          1_048_576,
          10_000,
          30_000,
          10_000,
          300_000,
          100,
          60_000,
          4,
          30_000,
          300_000,
          10_000);
}
