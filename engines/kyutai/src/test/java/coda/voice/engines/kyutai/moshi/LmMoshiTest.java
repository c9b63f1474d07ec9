package coda.voice.engines.kyutai.moshi;

import coda.voice.testkit.peers.moshi.MoshiShape;

/** The duplex suite against the Moshi module of Kyutai's server, which never has TLS. */
class LmMoshiTest extends MoshiConformance {
  LmMoshiTest() {
    super(MoshiShape.LM, false);
  }
}
