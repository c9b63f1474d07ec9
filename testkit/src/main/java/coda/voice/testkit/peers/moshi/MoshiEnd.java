package coda.voice.testkit.peers.moshi;

/** Ways in which a server leaves in mid-stream. */
public enum MoshiEnd {
  /** TCP ends without a close frame: the client sees 1006. */
  DROP,
  /** TCP is reset. */
  RESET,
  /** The connection stays, and nothing comes any more, not even a pong. */
  HANG,
  /** A close frame with code 1011. */
  CLOSE
}
