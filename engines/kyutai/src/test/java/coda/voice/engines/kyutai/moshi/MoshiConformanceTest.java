package coda.voice.engines.kyutai.moshi;

import coda.voice.testkit.peers.moshi.MoshiShape;
import org.junit.jupiter.api.Nested;

/** The duplex suite against each kind of server, with and without TLS. */
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
  class Rust extends MoshiConformance {
    Rust() {
      super(MoshiShape.RUST, false);
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

  @Nested
  class LmSecure extends MoshiConformance {
    LmSecure() {
      super(MoshiShape.LM, true);
    }
  }
}
