package coda.voice.engines.kyutai.recognition;

import static coda.voice.engine.Health.State.DEGRADED;
import static coda.voice.engine.Health.State.DOWN;
import static coda.voice.engine.Health.State.READY;
import static coda.voice.testkit.peers.moshiserver.Fault.Kind.FULL;
import static coda.voice.testkit.peers.moshiserver.Fault.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.testkit.conformance.RecognitionRecorder;
import coda.voice.testkit.peers.moshiserver.Fault;
import coda.voice.testkit.peers.moshiserver.Hearing;
import coda.voice.testkit.peers.moshiserver.Manner;
import coda.voice.testkit.peers.moshiserver.ScriptedMoshiServer;
import coda.voice.testkit.peers.socket.SelfSigned;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reaching a server, keeping a connection alive, and what is said when it does not work. */
class ServerLifeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Engines engines = new Engines();
  private final RecognitionRecorder recorder = new RecognitionRecorder();

  @AfterEach
  void stop() {
    engines.close();
  }

  private static EngineException failureOf(Recognizer engine) {
    try {
      engine.warmUp();
    } catch (EngineException e) {
      return e;
    }
    throw new AssertionError("it did not fail");
  }

  @Test
  void shouldSayWhatToStartWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Map<String, String> settings = Map.of("url", "ws://localhost:" + port);
    Recognizer engine = engines.cold(settings);
    EngineException failure = failureOf(engine);
    assertThat(failure.code()).isEqualTo("ENGINE_UNAVAILABLE");
    assertThat(failure).hasMessageContainingAll("start moshi-server", "engines.kyutai-stt.url");
    assertThat(failure.safeMessage()).doesNotContain("localhost");
    assertThat(engine.health().state()).isEqualTo(Health.State.DOWN);
    var availability =
        new KyutaiRecognizerProvider()
            .availability(
                new EngineContext(settings, ForkJoinPool.commonPool(), ForkJoinPool.commonPool()));
    assertThat(availability.available()).isFalse();
    assertThat(availability.reason()).contains("start moshi-server");
  }

  @Test
  void shouldSayWhichKeyToSet() throws IOException {
    try (var server = new ScriptedMoshiServer(Manner.USUAL.authorizedIds("secret"))) {
      EngineException failure = failureOf(engines.cold(server, Map.of()));
      assertThat(failure.code()).isEqualTo("ENGINE_UNAUTHORIZED");
      assertThat(failure).hasMessageContainingAll("engines.kyutai-stt.api_key", "authorized_ids");
      engines.cold(server, Map.of("api_key", "secret")).warmUp();
    }
  }

  @Test
  void shouldSayThatThePathIsWrong() throws IOException {
    try (var server = new ScriptedMoshiServer(Manner.USUAL)) {
      EngineException failure = failureOf(engines.cold(server, Map.of("path", "/api/other")));
      assertThat(failure.code()).isEqualTo("ENGINE_UNAVAILABLE");
      assertThat(failure).hasMessageContainingAll("404", "engines.kyutai-stt.path");
    }
  }

  @Test
  void shouldBeWarmWithAServerThatIsFull() throws IOException {
    try (var server = new ScriptedMoshiServer(Manner.USUAL)) {
      server.fails(Fault.Kind.FULL);
      Recognizer engine = engines.cold(server, Map.of());
      engine.warmUp();
      assertThat(engine.health()).isEqualTo(Health.READY);
      server.fails(Fault.Kind.FULL);
      Engines.open(engine, recorder);
      assertThat(recorder.failure().code()).isEqualTo("ENGINE_BUSY");
      assertThat(recorder.failure()).hasMessageContaining("batch_size");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NO_ANSWER, ENGINE_TIMEOUT",
    "NO_READY, ENGINE_TIMEOUT",
    "UNAVAILABLE, ENGINE_UNAVAILABLE"
  })
  void shouldNotWaitLongerThanItMay(Fault.Kind kind, String code) throws IOException {
    try (var server = new ScriptedMoshiServer(Manner.USUAL)) {
      Recognizer engine = engines.warm(server, Map.of("connect_ms", "1000"));
      server.fails(kind);
      Engines.open(engine, recorder);
      assertThat(recorder.failure().code()).isEqualTo(code);
      assertThat(engine.capacity().inUse()).isZero();
    }
  }

  @Test
  void shouldPingWithoutPayloadAndAnswerPings() throws IOException {
    try (var server = new ScriptedMoshiServer(Manner.USUAL.keepAlive(50, 5_000))) {
      Recognizer engine = engines.warm(server, Map.of("ping_ms", "500"));
      Recognition recognition = Engines.open(engine, recorder);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  server.visits().size() == 2
                      && server.lastVisit().pings().size() >= 3
                      && server.lastVisit().pongs() >= 12);
      assertThat(server.lastVisit().pings()).containsOnly(0);
      assertThat(recorder.ended()).isFalse();
      recognition.cancel();
    }
  }

  @Test
  void shouldNoticeThatAServerIsGoneThatSaysNothing() throws IOException {
    try (var server = new ScriptedMoshiServer(Manner.USUAL)) {
      Recognizer engine = engines.warm(server, Map.of("ping_ms", "400"));
      server.fails(Fault.Kind.HANGS);
      Recognition recognition = Engines.open(engine, recorder);
      engines.feed(recognition, Sounds.silence(160));
      assertThat(recorder.failure().code()).isEqualTo("ENGINE_LOST");
      assertThat(recorder.failure()).hasMessageContaining("silent");
    }
  }

  @Test
  void shouldKeepWhatIsSaidWhileItConnects() throws IOException {
    try (var server =
        new ScriptedMoshiServer(Manner.USUAL).usuallyHears(Hearing.OfSound.of("one two three"))) {
      Recognizer engine = engines.warm(server, Map.of());
      Recognition recognition = Engines.open(engine, recorder);
      engines.feed(recognition, Sounds.tone(960));
      recognition.finish();
      assertThat(recorder.text()).isEqualTo("one two three");
      await().atMost(PATIENCE).until(() -> server.lastVisit().end().isPresent());
      assertThat(server.lastVisit().samples()).isEqualTo((12 + 8) * 1920);
    }
  }

  @Test
  void shouldSkipWhatWasMeantForSomebodyElse() throws IOException {
    try (var server =
        new ScriptedMoshiServer(Manner.USUAL.slots(1)).usuallyHears(Hearing.OfSound.of("one"))) {
      Recognizer engine = engines.warm(server, Map.of());
      await().atMost(PATIENCE).until(() -> server.inUse() == 0);
      Recognition recognition = Engines.open(engine, recorder);
      engines.feed(recognition, Sounds.tone(320));
      recognition.finish();
      assertThat(recorder.text()).isEqualTo("one");
    }
  }

  @Test
  void shouldRecoverWhenTheServerIsBack() throws IOException {
    int port;
    try (var server = new ScriptedMoshiServer(Manner.USUAL)) {
      port = server.address().getPort();
      engines.warm(server, Map.of());
    }
    Recognizer engine = engines.cold(Map.of("url", "ws://localhost:" + port));
    failureOf(engine);
    try (var server = new ScriptedMoshiServer(Manner.USUAL, null, port)) {
      assertThat(engine.health().usable()).isFalse();
      Recognition recognition = Engines.open(engine, recorder);
      engines.feed(recognition, Sounds.silence(400));
      recognition.finish();
      assertThat(recorder.text()).isEmpty();
      assertThat(engine.health()).isEqualTo(Health.READY);
    }
  }

  @Test
  void shouldBeDownOnlyAfterSeveralFailuresInARow() throws IOException {
    try (var server = new ScriptedMoshiServer(Manner.USUAL)) {
      Recognizer engine = engines.warm(server, Map.of());
      List<Health.State> states = new ArrayList<>();
      for (Fault.Kind fault : List.of(UNAVAILABLE, UNAVAILABLE, FULL, UNAVAILABLE, UNAVAILABLE)) {
        states.add(afterFailing(engine, server, fault));
      }
      assertThat(states).containsExactly(DEGRADED, DEGRADED, READY, DEGRADED, DEGRADED);
      assertThat(engine.health().detail()).contains("503");
      assertThat(afterFailing(engine, server, UNAVAILABLE)).isEqualTo(DOWN);
    }
  }

  private static Health.State afterFailing(
      Recognizer engine, ScriptedMoshiServer server, Fault.Kind fault) {
    server.fails(fault);
    RecognitionRecorder refused = new RecognitionRecorder();
    Engines.open(engine, refused);
    assertThat(refused.failure()).isNotNull();
    return engine.health().state();
  }

  @Test
  void shouldSpeakTlsWithAnAuthorityOfItsOwnOrNone(@TempDir Path folder) throws IOException {
    SelfSigned pair = SelfSigned.create();
    Path pem = Files.writeString(folder.resolve("ca.pem"), pair.pem());
    try (var server = new ScriptedMoshiServer(Manner.USUAL, pair.server())) {
      assertThat(server.address().getScheme()).isEqualTo("wss");
      engines.warm(server, Map.of("ca", pem.toString()));
      engines.warm(server, Map.of("insecure", "true"));
      assertThat(failureOf(engines.cold(server, Map.of())).code()).isEqualTo("ENGINE_UNAVAILABLE");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "url, localhost:8080",
    "url, ftp://localhost",
    "url, ws://localhost/?a=b",
    "path, asr",
    "path, /a b",
    "path, /asr?key=1",
    "api_key, two words",
    "api_key, ''",
    "slots, 0",
    "delay_ms, soon",
    "languages, ' , '",
    "insecure, maybe",
    "ca, /nowhere/ca.pem"
  })
  void shouldRefuseSettingsThatCannotBeMeant(String key, String value) {
    assertThatThrownBy(() -> engines.cold(Map.of(key, value)))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.code()).isEqualTo("ENGINE_SETTING_INVALID");
              assertThat(e).hasMessageContaining("'" + key + "'");
            });
  }
}
