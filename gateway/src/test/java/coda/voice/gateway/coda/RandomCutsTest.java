package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.TestGateway;
import coda.voice.gateway.limits.Places;
import coda.voice.gateway.limits.Rate;
import coda.voice.gateway.limits.Rates;
import coda.voice.testkit.net.CuttingProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Conversations whose connections are cut, closed and stalled at random bytes, in the handshake, in
 * messages, in the resumption itself and at the end. {@code -Dcoda.cuts.seeds=N} tries more of
 * them, {@code -Dcoda.cuts.first=S} begins with another.
 */
class RandomCutsTest {
  private static final int SEEDS = Integer.getInteger("coda.cuts.seeds", 24);
  private static final long FIRST = Long.getLong("coda.cuts.first", 1);
  private static final int AT_ONCE = 12;

  private final TestGateway gateway =
      new TestGateway(
          limits ->
              limits
                  .with(
                      limits
                          .places()
                          .withConnections(new Places.Share(1_000, 1_000, 1_000, 1_000))
                          .withConversations(new Places.Share(1_000, 1_000, 1_000, 1_000)))
                  .with(
                      limits
                          .rates()
                          .withControl(new Rate(10_000, 60_000))
                          .withAudio(new Rates.Audio(100, 30_000))
                          .with(new Rates.Users(1_000, 1_000))),
          60_000);

  @AfterEach
  void close() {
    gateway.endAbsent();
    gateway.awaitNothingHeld();
    gateway.close();
  }

  @Test
  void shouldLoseNothingAndDoubleNothingWhateverIsCut() throws Exception {
    gateway.engines.numberSamples();
    List<CutConversation> conversations = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> runs = new ArrayList<>();
      for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
        CutConversation conversation = new CutConversation(seed, gateway);
        conversations.add(conversation);
        runs.add(threads.submit((Callable<Void>) conversation::run));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }

    assertThat(gateway.heardSamples())
        .isEqualTo(conversations.stream().mapToLong(CutConversation::spokenSamples).sum());
    assertThat(conversations.stream().mapToInt(CutConversation::resumptions).sum())
        .as("conversations that went on after a cut")
        .isGreaterThan(SEEDS);
  }

  /** Keeps the proxy of a run apart from those of the others. */
  static CuttingProxy proxy(TestGateway gateway) {
    return CuttingProxy.to(gateway.uri("/").getPort());
  }
}
