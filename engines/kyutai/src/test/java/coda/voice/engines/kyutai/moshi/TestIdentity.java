package coda.voice.engines.kyutai.moshi;

import coda.voice.testkit.peers.socket.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One certificate for all tests: making one takes a while. */
final class TestIdentity {
  private TestIdentity() {}

  private static final class Holder {
    static final SelfSigned IDENTITY = create();

    private static SelfSigned create() {
      try {
        return SelfSigned.create();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static SelfSigned get() {
    return Holder.IDENTITY;
  }
}
