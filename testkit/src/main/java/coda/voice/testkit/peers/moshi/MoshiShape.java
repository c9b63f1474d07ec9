package coda.voice.testkit.peers.moshi;

/** The servers that speak Moshi's protocol. */
public enum MoshiShape {
  /** {@code python -m moshi.server}: one session at a time, others wait in silence. */
  PYTHON,
  /** {@code moshi-backend}: metadata first, checksums checked, six minutes at most. */
  RUST,
  /** A module of type {@code Lm} of {@code moshi-server}: headers alone after the handshake. */
  LM
}
