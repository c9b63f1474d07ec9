package coda.voice.engines.kyutai.moshi;

import coda.voice.testkit.peers.moshi.MoshiShape;

/** The duplex suite against Moshi's Python server behind TLS. */
class SecurePythonMoshiTest extends MoshiConformance {
  SecurePythonMoshiTest() {
    super(MoshiShape.PYTHON, true);
  }
}
