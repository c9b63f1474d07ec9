package coda.voice.engines.kyutai.moshi;

import coda.voice.testkit.peers.moshi.MoshiShape;
import org.junit.jupiter.api.Nested;

/**
 * The duplex suite against each kind of server as it is met: the Python server with and without
 * TLS, the backend always with it, the module never.
 */
class MoshiConformanceTest {
  @Nested
  class Python extends MoshiConformance {
    Python() {
      super(MoshiShape.PYTHON, false);
    }
  }

  @Nested
  class PythonSecure extends MoshiConformance {
    PythonSecure() {
      super(MoshiShape.PYTHON, true);
    }
  }

  @Nested
  class RustSecure extends MoshiConformance {
    RustSecure() {
      super(MoshiShape.RUST, true);
    }
  }

  @Nested
  class Lm extends MoshiConformance {
    Lm() {
      super(MoshiShape.LM, false);
    }
  }
}
