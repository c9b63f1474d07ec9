package coda.voice.engines.kyutai.moshi;

import coda.voice.testkit.peers.moshi.MoshiShape;

/** The duplex suite against Moshi's Rust backend, which always has TLS. */
class RustMoshiTest extends MoshiConformance {
  RustMoshiTest() {
    super(MoshiShape.RUST, true);
  }
}
