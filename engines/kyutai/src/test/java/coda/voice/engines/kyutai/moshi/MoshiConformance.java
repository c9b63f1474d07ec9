package coda.voice.engines.kyutai.moshi;

import coda.voice.engine.DuplexModel;
import coda.voice.engine.EngineContext;
import coda.voice.testkit.conformance.DuplexFault;
import coda.voice.testkit.conformance.DuplexModelConformance;
import coda.voice.testkit.peers.moshi.MoshiEnd;
import coda.voice.testkit.peers.moshi.MoshiManner;
import coda.voice.testkit.peers.moshi.MoshiShape;
import coda.voice.testkit.peers.moshi.MoshiVoice;
import coda.voice.testkit.peers.moshi.ScriptedMoshi;
import coda.voice.testkit.peers.socket.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The conformance suite against a scripted Moshi of one shape. */
abstract class MoshiConformance extends DuplexModelConformance {
  private static final Map<Integer, List<String>> TEXTS =
      Map.of(2, List.of(" Bon"), 4, List.of("jour"), 6, List.of(" <0xC3>"), 8, List.of("<0xA9>"));

  private final MoshiShape shape;
  private final boolean secure;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private ScriptedMoshi server;
  private MoshiDuplexModel engine;
  private Map<String, String> settings;

  MoshiConformance(MoshiShape shape, boolean secure) {
    this.shape = shape;
    this.secure = secure;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    @Nullable SelfSigned identity = secure ? TestIdentity.get() : null;
    server = new ScriptedMoshi(manner(), identity, 0);
    settings = new HashMap<>();
    settings.put("urls", server.uri().toString());
    settings.put("handshake_ms", "3000");
    settings.put("silence_ms", "2500");
    settings.put("text_topk", "25");
    if (identity != null) {
      Path ca = Files.writeString(folder.resolve("ca.pem"), identity.pem());
      settings.put("ca", ca.toString());
    }
    engine = another();
    engine.warmUp();
  }

  @AfterAll
  void stop() {
    engine.close();
    server.close();
    threads.close();
  }

  private MoshiManner manner() {
    return MoshiManner.of(shape).says(() -> MoshiVoice.tone(440).with(TEXTS));
  }

  @Override
  protected DuplexModel engine() {
    return engine;
  }

  @Override
  protected MoshiDuplexModel another() {
    return new MoshiDuplexModel(new EngineContext(settings, threads, threads));
  }

  @Override
  protected void inOrder() {
    server.behave(manner());
  }

  @Override
  protected String words() {
    return " Bonjour \u00e9";
  }

  @Override
  protected short[] utterance() {
    short[] tone = new short[24_000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (6_000 * Math.sin(2 * Math.PI * 300 * i / 24_000));
    }
    return tone;
  }

  @Override
  protected void fails(DuplexFault fault) {
    switch (fault) {
      case DIES -> server.behave(manner().ends(MoshiEnd.RESET, 5), manner().refuses(503));
      case HANGS -> server.behave(manner().ends(MoshiEnd.HANG, 5), manner().refuses(503));
      case TALKS_NONSENSE -> server.behave(manner().sendsGarbage(3));
      case SILENT -> server.behave(manner().neverHandshakes());
      case REFUSES -> server.behave(manner().refuses(503));
    }
  }

  @Override
  protected void diesOnce() {
    server.behave(manner().ends(MoshiEnd.DROP, 4), manner());
  }

  @Override
  protected void isSlow() {
    server.behave(manner().computes(60).handshakesAfter(300));
  }

  @Override
  protected void damages() {
    server.behave(
        manner()
            .damagesPages(3)
            .sendsBadPackets(5)
            .cutsPages(100)
            .fragments(33)
            .colorsText()
            .sends(0, 8, (byte) 1)
            .sends(1, 9)
            .sends(1, 42, (byte) 7)
            .sends(2, 6)
            .sends(2, 3, (byte) 1)
            .sends(3, 5, (byte) 'o', (byte) 'h'));
  }

  @Override
  protected long conversations() {
    return server.active();
  }
}
