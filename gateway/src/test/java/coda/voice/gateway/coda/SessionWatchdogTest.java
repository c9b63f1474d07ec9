package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.HomeLoop;
import coda.voice.gateway.Sounds;
import coda.voice.gateway.TestClient;
import coda.voice.gateway.TestGateway;
import coda.voice.protocol.coda.ServerMessage;
import java.time.Duration;
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
  void shouldGiveUpASessionThatCannotEndBecauseItsListenerThrows() {
    try (TestClient client = talking()) {
      gateway.listenersThrow = true;
      client.send("voice_chunk", "{\"text_content\":\"hello\"}");
      assertThat(client.awaitClose()).isEqualTo(1011);
      await().until(() -> gateway.held().get("connections") == 0);
      assertThat(gateway.held().get("conversations")).isEqualTo(1);

      aheadMs.set(11_000);
      watchdog.look();

      assertThat(found("end")).isEqualTo(1);
      await().until(() -> gateway.held().get("conversations") == 0);
      gateway.listenersThrow = false;
    }
  }
}
