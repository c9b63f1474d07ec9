package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.ServiceStatus.State;
import coda.voice.gateway.limits.Places;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** However it ends, everything is given back. */
@Isolated("counts the threads of the process")
class EndingTest {
  private final TestGateway gateway =
      new TestGateway(
          limits ->
              limits.with(
                  new Places(
                      1_000,
                      1_000,
                      new Places.Share(500, 500, 500, 500),
                      new Places.Share(500, 500, 500, 500))));

  @AfterEach
  void close() {
    gateway.close();
    assertThat(gateway.blockedLoops()).isEmpty();
  }

  @Test
  void shouldBeAsBeforeWhenTwoHundredClientsVanishInTheMiddleOfTheirSentence() throws Exception {
    List<String> threadsBefore = serverThreads();
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      List<Future<?>> visits = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int moment = i % 5;
        visits.add(clients.submit(() -> visit(moment)));
      }
      for (Future<?> visit : visits) {
        visit.get();
      }
    }

    gateway.awaitNothingHeld();
    assertThat(gateway.pool.created()).isLessThan(20_000);
    await().untilAsserted(() -> assertThat(serverThreads()).isSubsetOf(threadsBefore));
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{}").send("voice_chunk", "{\"text_content\":\"hi\"}");
      client.await1(ServerMessage.VoiceResponse.class);
    }
    gateway.awaitNothingHeld();
  }

  /** Threads of everybody but the clients, the test and the engines, which keep theirs. */
  private static List<String> serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.matches("(HttpClient|pool-|ForkJoinPool|awaitility|talking-).*"))
        .toList();
  }

  private void visit(int moment) {
    TestClient client = gateway.client();
    client.send("conversation_start", "{}");
    if (moment > 0) {
      client.send("voice_start", "{\"audio_config\":{\"conversation_mode\":\"push_to_talk\"}}");
    }
    if (moment > 1) {
      client.send("voice_chunk", "{\"audio_data\":\"" + Sounds.hex(Sounds.pcm(300)) + "\"}");
    }
    if (moment > 2) {
      client.send("voice_chunk", "{\"is_final\":true}");
    }
    if (moment > 3) {
      client.awaitOne(ServerMessage.VoiceStreamChunk.class, chunk -> chunk.audioData().isPresent());
    }
    client.vanish();
  }

  @Test
  void shouldLetARunningReplyFinishBeforeItStops() throws Exception {
    try (TestClient talking = gateway.client();
        TestClient idle = gateway.client()) {
      idle.await1(ServerMessage.Connect.class);
      talking.send("conversation_start", "{}").send("voice_start", "{}");
      talking.send("voice_chunk", "{\"text_content\":\"one two three four five\"}");
      talking.awaitOne(ServerMessage.VoiceStreamChunk.class, c -> c.audioData().isPresent());

      gateway.state = State.DRAINING;
      long cut = gateway.server().drain(Duration.ofSeconds(20));

      assertThat(cut).isZero();
      assertThat(talking.await1(ServerMessage.VoiceResponse.class).outcome())
          .isEqualTo(Outcome.COMPLETED);
      talking.await1(ServerMessage.ConversationEnded.class);
      assertThat(talking.awaitClose()).isEqualTo(1001);
      idle.send("conversation_start", "{}").awaitError("SERVER_DRAINING");
      gateway.server().close();
      assertThat(idle.awaitClose()).isEqualTo(1001);
    }
    gateway.awaitNothingHeld();
  }

  @Test
  void shouldCutOffAReplyThatTakesTooLongToFinish() throws Exception {
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{}").send("voice_start", "{}");
      client.send("voice_chunk", "{\"text_content\":\"" + "word ".repeat(100) + "\"}");
      client.awaitOne(ServerMessage.VoiceStreamChunk.class, c -> c.audioData().isPresent());

      gateway.state = State.DRAINING;
      assertThat(gateway.server().drain(Duration.ofMillis(200))).isEqualTo(1);
      gateway.server().close();

      assertThat(client.awaitClose()).isEqualTo(1001);
    }
    gateway.awaitNothingHeld();
  }
}
