package coda.voice.engines.kyutai.moshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.DuplexModel.DuplexStream;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.testkit.conformance.DuplexRecorder;
import coda.voice.testkit.conformance.DuplexRecorder.Call;
import coda.voice.testkit.peers.moshi.MoshiManner;
import coda.voice.testkit.peers.moshi.ScriptedMoshi;
import coda.voice.testkit.peers.socket.SelfSigned;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets which server, and how servers are found to be well. */
class MoshiPoolTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final MoshiWorld world = new MoshiWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private static void awaitReady(DuplexRecorder... recorders) {
    for (DuplexRecorder recorder : recorders) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) == 1);
    }
  }

  /** Somebody else's client. */
  private static WebSocket stranger(HttpClient http, ScriptedMoshi server) {
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(server.uri().resolve("/api/chat"), new WebSocket.Listener() {})
            .join();
    await().atMost(PATIENCE).until(() -> server.active() == 1);
    return socket;
  }

  @Test
  void shouldGiveEverySessionAServerOfItsOwn() throws Exception {
    ScriptedMoshi one = world.server(MoshiManner.python());
    ScriptedMoshi two = world.server(MoshiManner.python());
    MoshiDuplexModel engine = world.engine();
    DuplexRecorder first = new DuplexRecorder();
    DuplexRecorder second = new DuplexRecorder();
    try (DuplexStream a = MoshiWorld.open(engine, first);
        DuplexStream b = MoshiWorld.open(engine, second)) {
      awaitReady(first, second);

      assertThat(List.of(one.active(), two.active())).containsExactly(1L, 1L);
      assertThat(engine.capacity().limit()).isEqualTo(2);
      assertThatThrownBy(() -> MoshiWorld.open(engine, new DuplexRecorder()))
          .isInstanceOf(EngineBusyException.class);
    }
  }

  @Test
  void shouldCarrySeveralSessionsOnABackend() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.rust());
    MoshiDuplexModel engine = world.set("sessions_per_server", 2).engine();
    DuplexRecorder first = new DuplexRecorder();
    DuplexRecorder second = new DuplexRecorder();
    try (DuplexStream a = MoshiWorld.open(engine, first);
        DuplexStream b = MoshiWorld.open(engine, second)) {
      awaitReady(first, second);
      assertThat(server.active()).isEqualTo(2);
    }
  }

  @Test
  void shouldPassByAServerThatAnotherClientHas() throws Exception {
    ScriptedMoshi taken = world.server(MoshiManner.python());
    ScriptedMoshi free = world.server(MoshiManner.python());
    MoshiDuplexModel engine = world.set("handshake_ms", 4_000).engine();
    try (HttpClient http = HttpClient.newHttpClient()) {
      WebSocket stranger = stranger(http, taken);
      for (int i = 0; i < 3; i++) {
        DuplexRecorder recorder = new DuplexRecorder();
        try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
          awaitReady(recorder);
          assertThat(free.active()).isEqualTo(1);
        }
        await().atMost(PATIENCE).until(() -> free.active() == 0);
      }
      // It gave up its place in the other one's line.
      await().atMost(PATIENCE).until(() -> taken.connections() == 1);
      stranger.abort();
    }
  }

  @Test
  void shouldBeBusyWhenOthersHaveEveryServer() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.python());
    MoshiDuplexModel engine = world.set("handshake_ms", 700).engine();
    try (HttpClient http = HttpClient.newHttpClient()) {
      WebSocket stranger = stranger(http, server);
      DuplexRecorder recorder = new DuplexRecorder();
      MoshiWorld.open(engine, recorder);
      await().atMost(PATIENCE).until(() -> recorder.failure().isPresent());

      assertThat(recorder.failure().orElseThrow().code()).isEqualTo("ENGINE_BUSY");
      assertThat(engine.capacity().inUse()).isZero();
      assertThat(engine.capacity().limit()).isEqualTo(1);
      stranger.abort();
    }
  }

  @Test
  void shouldLetSessionsWaitInLineWhenAsked() throws Exception {
    world.server(MoshiManner.python());
    MoshiDuplexModel engine = world.set("queue_ms", 30_000).engine();
    DuplexRecorder first = new DuplexRecorder();
    DuplexRecorder second = new DuplexRecorder();
    DuplexRecorder third = new DuplexRecorder();
    DuplexStream a = MoshiWorld.open(engine, first);
    awaitReady(first);
    DuplexStream b = MoshiWorld.open(engine, second);
    DuplexStream c = MoshiWorld.open(engine, third);
    b.close(); // it did not want to wait
    assertThat(third.calls()).isEmpty();
    a.close();
    awaitReady(third);
    c.close();

    assertThat(second.calls()).isEmpty();
    await().atMost(PATIENCE).until(() -> engine.capacity().inUse() == 0);
  }

  @Test
  void shouldNotLetSessionsWaitLongerThanThat() throws Exception {
    world.server(MoshiManner.python());
    MoshiDuplexModel engine = world.set("queue_ms", 100).engine();
    DuplexRecorder first = new DuplexRecorder();
    DuplexRecorder second = new DuplexRecorder();
    try (DuplexStream a = MoshiWorld.open(engine, first)) {
      awaitReady(first);
      MoshiWorld.open(engine, second);
      await().atMost(PATIENCE).until(() -> second.failure().isPresent());
      assertThat(second.failure().orElseThrow().code()).isEqualTo("ENGINE_BUSY");
    }
  }

  @Test
  void shouldSayHowToRunOneWhenThereIsNone() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.python());
    int port = server.port();
    server.close();
    MoshiDuplexModel engine = world.engine();

    assertThatThrownBy(engine::warmUp)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_UNAVAILABLE"))
        .hasMessageContaining("python -m moshi.server")
        .hasMessageContaining("moshi-backend")
        .hasMessageContaining("8998")
        .hasMessageContaining("engines.moshi.urls")
        .hasMessageContaining(":" + port);
    var availability = new MoshiProvider().availability(world.context());
    assertThat(availability.available()).isFalse();
    assertThat(availability.reason()).contains("python -m moshi.server");
    DuplexRecorder recorder = new DuplexRecorder();
    MoshiWorld.open(engine, recorder);
    await().atMost(PATIENCE).until(() -> recorder.failure().isPresent());
    assertThat(recorder.failure().orElseThrow().code()).isEqualTo("ENGINE_UNAVAILABLE");
  }

  @Test
  void shouldKnowTheHealthOfItsServersWithoutAskingAllTheTime() throws Exception {
    ScriptedMoshi well = world.server(MoshiManner.python());
    ScriptedMoshi ill = world.server(MoshiManner.python());
    assertThat(new MoshiProvider().availability(world.context()).available()).isTrue();
    ill.close();
    MoshiDuplexModel engine = world.engine();
    assertThat(engine.health()).isEqualTo(Health.STARTING);
    engine.warmUp();
    for (int i = 0; i < 1_000; i++) {
      assertThat(engine.health().state()).isEqualTo(Health.State.DEGRADED);
    }

    assertThat(engine.health().detail()).contains("1 of 2").contains(":" + ill.port());
    assertThat(well.probes()).isLessThanOrEqualTo(2);
  }

  @Test
  void shouldNotAskAServerAgainRightAfterItFailed() throws Exception {
    ScriptedMoshi refusing = world.server(MoshiManner.python().refuses(503));
    MoshiDuplexModel engine = world.engine();
    for (int i = 0; i < 20; i++) {
      DuplexRecorder recorder = new DuplexRecorder();
      MoshiWorld.open(engine, recorder);
      await().atMost(PATIENCE).until(() -> recorder.failure().isPresent());
      assertThat(recorder.failure().orElseThrow().code()).isEqualTo("ENGINE_UNAVAILABLE");
    }

    assertThat(refusing.refused()).isLessThan(10);
  }

  @Test
  void shouldAcceptAnyCertificateOnlyWhenToldTo() throws Exception {
    SelfSigned identity = TestIdentity.get();
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.rust(), identity, 0)) {
      MoshiDuplexModel wary = world.set("urls", server.uri()).engine();
      assertThatThrownBy(wary::warmUp).hasMessageContaining("certification path");

      MoshiDuplexModel careless = world.set("insecure", true).engine();
      careless.warmUp();
      DuplexRecorder recorder = new DuplexRecorder();
      try (DuplexStream stream = MoshiWorld.open(careless, recorder)) {
        awaitReady(recorder);
      }
    }
  }
}
