package coda.voice.engines.kyutai.slot;

import coda.voice.engine.EngineContext;
import coda.voice.testkit.peers.moshiserver.Manner;
import coda.voice.testkit.peers.moshiserver.ScriptedMoshiServer;
import coda.voice.testkit.peers.socket.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Measures what a connection for every utterance costs: from asking for a slot until it is there.
 * Not run with the tests; writes {@code target/connections.md}.
 */
class ConnectionReport {
  private static final int WARM = 200;
  private static final int COUNTED = 500;

  @Test
  void measure() throws IOException {
    String table =
        "| | median | 95 % | worst |\n|---|---|---|---|\n"
            + row("ws", null)
            + row("wss", SelfSigned.create().server());
    Files.writeString(Path.of("target/connections.md"), table);
  }

  private static String row(String name, @Nullable SSLContext tls) throws IOException {
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        ScriptedMoshiServer peer = new ScriptedMoshiServer(Manner.USUAL.slots(64), tls)) {
      EngineContext context =
          new EngineContext(
              Map.of("url", peer.address().toString(), "insecure", "true"), blocking, blocking);
      long[] nanos = new long[COUNTED];
      try (SpeechServer server =
          new SpeechServer(
              ServerSettings.read("kyutai-stt", context, ScriptedMoshiServer.RECOGNISER),
              blocking)) {
        for (int i = 0; i < WARM + COUNTED; i++) {
          long start = System.nanoTime();
          server.check("");
          nanos[Math.max(0, i - WARM)] = System.nanoTime() - start;
        }
      }
      Arrays.sort(nanos);
      return "| %s | %s |\n"
          .formatted(
              name,
              String.join(
                  " | ",
                  List.of(0.5, 0.95, 1.0).stream()
                      .map(q -> nanos[(int) Math.min(COUNTED - 1, q * COUNTED)])
                      .map(n -> "%.1f ms".formatted(n / 1e6))
                      .toList()));
    }
  }
}
