package coda.voice.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.GatewayException;
import coda.voice.gateway.HomeLoop;
import coda.voice.gateway.LogContext;
import coda.voice.gateway.Sounds;
import coda.voice.gateway.TestClient;
import coda.voice.gateway.TestGateway;
import coda.voice.gateway.realtime.RealtimeClient;
import coda.voice.protocol.coda.ServerMessage;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session that does not get on is found and ended, whatever holds it. */
class SessionWatchdogTest {
  private final AtomicLong aheadMs = new AtomicLong();
  private final TestGateway gateway = new TestGateway();
  private final SessionWatchdog watchdog =
      gateway.watchdog(SessionWatchdog.Bounds.DEFAULTS, () -> HomeLoop.clockMs() + aheadMs.get());

  @AfterEach
  void shouldHoldNothing() {
    gateway.awaitNothingHeld();
    gateway.close();
  }

  private double found(String kind) {
    return gateway.meters.counter("coda.sessions.stuck", "kind", kind).count();
  }

  private TestClient talking() {
    TestClient client = gateway.client();
    client.send("conversation_start", "{}");
    client.send("voice_start", "{\"audio_config\":{\"conversation_mode\":\"push_to_talk\"}}");
    client.await1(ServerMessage.VoiceStarted.class);
    return client;
  }

  @Test
  void shouldLeaveSessionsAloneThatGetOn() {
    try (TestClient client = talking()) {
      client.send("voice_chunk", "{\"text_content\":\"hello\"}");
      client.await1(ServerMessage.VoiceResponse.class);
      watchdog.look();
      // A task that runs in this moment would seem to have run for an hour.
      await().until(gateway::loopsRest);
      aheadMs.set(Duration.ofHours(1).toMillis());
      watchdog.look();

      assertThat(client.alive()).isTrue();
      assertThat(found("task") + found("turn") + found("end")).isZero();
    }
  }

  @Test
  void shouldInterruptATaskThatHoldsItsEventLoopAndEndItsSession() {
    gateway.engines.recognizerBlocks(true);
    try (TestClient client = talking()) {
      client.send("voice_chunk", "{\"audio_data\":\"" + Sounds.hex(Sounds.pcm(100)) + "\"}");
      await().until(() -> gateway.heardSamples() > 0);
      gateway.engines.recognizerBlocks(false);
      watchdog.look();
      assertThat(found("task")).isZero();

      aheadMs.set(11_000);
      watchdog.look();

      assertThat(found("task")).isEqualTo(1);
      assertThat(client.awaitClose()).isEqualTo(4007);
      assertThat(client.awaitError("SESSION_STUCK").fatal()).isTrue();
    }
    try (TestClient other = talking()) {
      other.send("voice_chunk", "{\"text_content\":\"hello\"}");
      other.await1(ServerMessage.VoiceResponse.class);
    }
  }

  @Test
  void shouldEndAnAnswerOfWhichNothingWasHeardForLongerThanAnyBound() {
    try (TestClient client = talking()) {
      client.send("voice_chunk", "{\"text_content\":\"" + "word ".repeat(50) + "\"}");
      client.awaitOne(ServerMessage.VoiceStreamChunk.class, chunk -> chunk.audioData().isPresent());
      SessionWatchdog ofTurns =
          gateway.watchdog(
              new SessionWatchdog.Bounds(
                  Duration.ofDays(1), Duration.ofMinutes(5), Duration.ofDays(1)),
              () -> HomeLoop.clockMs() + aheadMs.get());
      ofTurns.look();
      assertThat(found("turn")).isZero();

      aheadMs.set(Duration.ofMinutes(6).toMillis());
      await()
          .until(
              () -> {
                ofTurns.look();
                return found("turn") > 0;
              });

      assertThat(found("turn")).isEqualTo(1);
      assertThat(client.awaitClose()).isEqualTo(4007);
    }
  }

  @Test
  void shouldLookAfterRealtimeClientsToo() {
    gateway.engines.recognizerBlocks(true);
    try (RealtimeClient client = RealtimeClient.connect(gateway.uri("/v1/realtime?model=x"))) {
      client.sound(600, true);
      await().until(() -> gateway.heardSamples() > 0);
      gateway.engines.recognizerBlocks(false);

      aheadMs.set(11_000);
      watchdog.look();

      assertThat(found("task")).isEqualTo(1);
      assertThat(client.closeCode()).isEqualTo(1011);
    }
  }

  @Test
  void shouldNotBeNeededForASessionWhoseListenerThrows() {
    try (TestClient client = talking()) {
      gateway.listenersThrow = true;
      client.send("voice_chunk", "{\"text_content\":\"hello\"}");

      assertThat(client.awaitClose()).isEqualTo(1011);
      gateway.awaitNothingHeld();
      gateway.listenersThrow = false;
    }
  }

  /** What does not get on, without a session in it. */
  private static final class Stuck implements Watched {
    final HomeLoop loop;
    final List<String> ended = new CopyOnWriteArrayList<>();
    volatile Vitals vitals = Vitals.NONE;

    Stuck(Vertx vertx) {
      loop = new HomeLoop(vertx.getOrCreateContext(), new LogContext("stuck"), defect -> {});
    }

    @Override
    public HomeLoop loop() {
      return loop;
    }

    @Override
    public Vitals vitals() {
      return vitals;
    }

    @Override
    public void stuck(GatewayException why) {
      ended.add(why.code());
    }
  }

  @Test
  void shouldGiveUpOnceWhatWasToEndAndDoesNot() {
    Vertx vertx = Vertx.vertx();
    try {
      Stuck stuck = new Stuck(vertx);
      SessionWatchdog dog =
          new SessionWatchdog(
              List.of(Set.of(stuck)),
              gateway.meters,
              SessionWatchdog.Bounds.DEFAULTS,
              aheadMs::get);
      stuck.vitals = new Vitals(OptionalLong.empty(), OptionalLong.of(0));
      aheadMs.set(10_000);
      dog.look();
      assertThat(stuck.ended).isEmpty();

      aheadMs.set(10_001);
      dog.look();
      dog.look();

      assertThat(stuck.ended).containsExactly("SESSION_STUCK");
      assertThat(found("end")).isEqualTo(1);
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void shouldSayThatAThreadDoesNotEvenMindAnInterruption() throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setBlockedThreadCheckInterval(3_600_000));
    CountDownLatch free = new CountDownLatch(1);
    try {
      Stuck stuck = new Stuck(vertx);
      SessionWatchdog dog =
          new SessionWatchdog(
              List.of(Set.of(stuck)),
              gateway.meters,
              SessionWatchdog.Bounds.DEFAULTS,
              () -> HomeLoop.clockMs() + aheadMs.get());
      stuck.loop.execute(
          () -> {
            while (free.getCount() > 0) {
              Thread.onSpinWait();
            }
          });
      await().until(() -> stuck.loop.running().isPresent());
      aheadMs.set(11_000);
      dog.look();
      assertThat(found("thread")).isZero();

      aheadMs.set(21_000);
      dog.look();
      dog.look();

      assertThat(found("task")).isEqualTo(1);
      assertThat(found("thread")).isEqualTo(1);
      assertThat(stuck.ended).containsExactly("SESSION_STUCK");
    } finally {
      free.countDown();
      vertx.close().await();
    }
  }
}
