package coda.voice.engines.kyutai.recognition;

import static org.awaitility.Awaitility.await;

import coda.voice.engine.Recognizer;
import coda.voice.testkit.conformance.RecognizerConformance;
import coda.voice.testkit.conformance.UpstreamFault;
import coda.voice.testkit.peers.moshiserver.Fault;
import coda.voice.testkit.peers.moshiserver.Hearing;
import coda.voice.testkit.peers.moshiserver.Manner;
import coda.voice.testkit.peers.moshiserver.ScriptedMoshiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every recogniser owes its callers, against a server that can fail. */
class KyutaiRecognizerTest extends RecognizerConformance {
  private static final String WORDS = "Set a timer for ten minutes.";
  private static final Map<String, String> SETTINGS = Map.of("slots", "4", "final_ms", "4000");

  private final Engines engines = new Engines();
  private ScriptedMoshiServer server;
  private Recognizer engine;

  @BeforeAll
  void start() throws IOException {
    server =
        new ScriptedMoshiServer(Manner.USUAL.slots(100)).usuallyHears(Hearing.OfSound.of(WORDS));
    engine = engines.warm(server, SETTINGS);
    awaitUpstreamIdle();
  }

  @AfterAll
  void stop() {
    engines.close();
    server.close();
  }

  @Override
  protected Recognizer engine() {
    return engine;
  }

  @Override
  protected Recognizer another() {
    return engines.cold(server, SETTINGS);
  }

  @Override
  protected short[] utterance() {
    int words = WORDS.split(" ").length;
    return Sounds.join(Sounds.silence(320), Sounds.tone(words * 320), Sounds.silence(800));
  }

  @Override
  protected String words() {
    return WORDS;
  }

  @Override
  protected void holdUp() {
    server.usuallyFails(new Fault(Fault.Kind.NO_READY, 0));
  }

  @Override
  protected void letGo() {
    server.usuallyFails(Fault.NONE);
  }

  @Override
  protected boolean remote() {
    return true;
  }

  @Override
  protected void awaitUpstreamIdle() {
    await().atMost(Duration.ofMinutes(1)).until(() -> server.inUse() == 0);
  }

  @Override
  protected void fail(UpstreamFault fault) {
    server.usuallyFails(
        switch (fault) {
          case DIES -> new Fault(Fault.Kind.RESETS, 5);
          case HANGS -> new Fault(Fault.Kind.HANGS, 5);
          case TALKS_NONSENSE -> new Fault(Fault.Kind.MALFORMED, 5);
          case SILENT -> new Fault(Fault.Kind.NO_ANSWER, 0);
          case FULL -> new Fault(Fault.Kind.FULL, 0);
          case REFUSES -> new Fault(Fault.Kind.UNAUTHORIZED, 0);
        });
  }

  @Override
  protected void slowDown() {
    server.usuallyFails(new Fault(Fault.Kind.SLOW, 0));
  }
}
