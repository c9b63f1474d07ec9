package coda.voice.testkit.peers.moshiserver;

/**
 * What goes wrong with one connection.
 *
 * @param kind what
 * @param after how many messages, {@code Ready} not counted, the client gets before it
 */
public record Fault(Kind kind, int after) {
  /** Nothing does. */
  public static final Fault NONE = new Fault(Kind.NONE, 0);

  /** The ways in which servers fail. */
  public enum Kind {
    /** It does not. */
    NONE,
    /** TCP is accepted, the request never answered. */
    NO_ANSWER,
    /** The request is answered with 503. */
    UNAVAILABLE,
    /** The key is not accepted. */
    UNAUTHORIZED,
    /** All slots are taken. */
    FULL,
    /** The WebSocket opens, and nothing comes. */
    NO_READY,
    /** TCP ends without a close frame. */
    DROPS,
    /** TCP is reset. */
    RESETS,
    /** Nothing comes any more, not even a pong; what the client sends is ignored. */
    HANGS,
    /** Something comes that is no MessagePack. */
    MALFORMED,
    /** A message comes whose fields are of the wrong kind. */
    WRONG_FIELDS,
    /** It closes with code 1011. */
    CLOSES,
    /** From then on a step takes 50 ms. */
    SLOW
  }
}
