package coda.voice.engines.kyutai.moshi;

import coda.voice.testkit.peers.moshi.MoshiShape;

/** The duplex suite against Moshi's Python server. */
class PythonMoshiTest extends MoshiConformance {
  PythonMoshiTest() {
    super(MoshiShape.PYTHON, false);
  }
}
