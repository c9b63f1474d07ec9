package coda.voice.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.TestGateway;
import coda.voice.gateway.limits.Places;
import coda.voice.gateway.limits.Rate;
import coda.voice.gateway.limits.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that do whatever comes to their minds are answered in order all the same, and leave
 * nothing behind. {@code -Drealtime.random.seed} and {@code -Drealtime.random.clients} repeat what
 * failed, or do more of it.
 */
class RandomSessionsTest {
  private static final int CLIENTS = Integer.getInteger("realtime.random.clients", 10);
  private static final int STEPS = 40;
  private static final long SEED = Long.getLong("realtime.random.seed", 0);
  private static final int AT_ONCE = 10;

  private final TestGateway gateway =
      new TestGateway(
          limits ->
              limits
                  .with(
                      new Places(
                          1_000,
                          1_000,
                          new Places.Share(500, 500, 500, 500),
                          new Places.Share(500, 500, 500, 500)))
                  .with(
                      limits
                          .rates()
                          .withControl(new Rate(100_000, 60_000))
                          .withAudio(new Rates.Audio(1_000, 600_000))));

  @AfterEach
  void close() {
    gateway.awaitNothingHeld();
    gateway.close();
  }

  @Test
  void shouldKeepTheOrderWhateverClientsDo() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        long seed = SEED + i;
        all.add(threads.submit(() -> visit(seed)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  private void visit(long seed) {
    try (RealtimeClient client =
        RealtimeClient.connect(gateway.uri("/v1/realtime?model=gpt-realtime"))) {
      RandomTalker talker = new RandomTalker(seed, client);
      for (int i = 0; i < STEPS && client.faults().isEmpty(); i++) {
        talker.step();
      }
      client.send("response.cancel");
      talker.rest();
      assertThat(client.faults()).as("seed %d, which did %s", seed, talker.did()).isEmpty();
    }
  }
}
