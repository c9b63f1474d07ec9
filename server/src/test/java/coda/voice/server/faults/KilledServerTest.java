package coda.voice.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.client.ClientException;
import coda.voice.client.ReconnectPolicy;
import coda.voice.protocol.coda.EventType;
import coda.voice.storage.Database;
import coda.voice.storage.DatabaseConversationStore;
import coda.voice.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of conversations, again and again, on the same database. */
class KilledServerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int KILLS = 3;
  private static final int WRITERS = 6;
  private static final long SEED = 20_261_125;
  private static final ReconnectPolicy SOON = new ReconnectPolicy(20, 500, 1_000, 0.5);

  @TempDir private Path folder;

  /** Texts of turns of which somebody was told that they are stored, by conversation. */
  private final Map<String, List<String>> confirmed = new ConcurrentHashMap<>();

  private final AtomicInteger confirmedNow = new AtomicInteger();

  @Test
  void shouldHaveEverythingThatWasConfirmedNothingTwiceAndItsCallersBack() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    FaultedServer server = FaultedServer.start(settings(0));
    int port = server.port();
    try (Caller stayer = Caller.at(server.uri(), SOON, Optional.of("stayer"))) {
      assertThat(stayer.answered()).isTrue();
      for (int round = 1; round <= KILLS; round++) {
        talkUntilKilled(server, round, random.nextInt(1, 4 * WRITERS));
        server = FaultedServer.start(settings(port));
        assertThat(stayer.cameBack()).isTrue();
      }
      assertThat(stayer.answered()).isTrue();
      goOn(server.uri());
    } finally {
      server.close();
    }
    judge();
  }

  private List<String> settings(int port) {
    return List.of(
        "server.port=" + port,
        "server.drain_ms=0",
        "storage.enabled=true",
        "storage.folder=" + folder.resolve("data"));
  }

  private void talkUntilKilled(FaultedServer server, int round, int enough) throws Exception {
    confirmedNow.set(0);
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String id = "c" + i;
        writers.add(threads.submit(() -> talk(server.uri(), id, round, over)));
      }
      Awaitility.await().atMost(PATIENCE).until(() -> confirmedNow.get() >= enough);
      server.kill();
      over.set(true);
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
  }

  /** One turn after the other, each when the one before is stored, until the server is gone. */
  private void talk(URI uri, String id, int round, AtomicBoolean over) {
    List<String> mine = confirmed.computeIfAbsent(id, key -> new ArrayList<>());
    try (Caller caller = Caller.at(uri, ReconnectPolicy.NEVER, Optional.of(id))) {
      assertThat(caller.messagesBefore()).isGreaterThanOrEqualTo(mine.size());
      for (int turn = 1; !over.get(); turn++) {
        String text = id + "-" + round + "-" + turn;
        caller.write(text);
        int wanted = turn;
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> over.get() || storedTurns(caller) >= wanted);
        if (storedTurns(caller) >= wanted) {
          mine.add(text);
          confirmedNow.incrementAndGet();
        }
      }
    } catch (ClientException e) {
      assertThat(e.code()).startsWith("CLIENT_");
    }
  }

  /** How many turns of this visit are stored; a corrected one counts once. */
  private static long storedTurns(Caller caller) {
    return caller.events(EventType.TURN_STORED).stream()
        .map(event -> event.data().get("turn"))
        .distinct()
        .count();
  }

  /** Whoever comes back finds what was said. */
  private void goOn(URI uri) {
    confirmed.forEach(
        (id, texts) -> {
          try (Caller caller = Caller.at(uri, ReconnectPolicy.NEVER, Optional.of(id))) {
            assertThat(caller.messagesBefore()).isGreaterThanOrEqualTo(texts.size());
          }
        });
  }

  private void judge() {
    try (DatabaseConversationStore store =
        DatabaseConversationStore.open(
            new Database.File(folder.resolve("data")), StoreSettings.DEFAULTS)) {
      confirmed.forEach(
          (id, texts) -> {
            Map<String, Integer> found = new HashMap<>();
            store
                .turns(id, 0, 10_000)
                .forEach(turn -> found.merge(turn.turn().said(), 1, Integer::sum));
            assertThat(found).containsKeys(texts.toArray(String[]::new));
            assertThat(found.values()).containsOnly(1);
          });
    }
    assertThat(confirmed.values()).anySatisfy(texts -> assertThat(texts).isNotEmpty());
  }
}
