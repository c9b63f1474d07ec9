package coda.voice.storage;

import static coda.voice.storage.Samples.ANNA;
import static coda.voice.storage.Samples.NOON;
import static coda.voice.storage.Samples.sitting;
import static coda.voice.storage.Samples.turn;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private final FaultyStore store = new FaultyStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    store.close();
  }

  private Retention start() {
    return Retention.start(
        store,
        Duration.ofDays(10),
        Duration.ofMillis(5),
        InstantSource.fixed(NOON.plus(Duration.ofDays(10)).plusSeconds(60)),
        meters);
  }

  @Test
  void shouldDeleteWhatIsTooOldAndNothingElse() {
    for (int i = 0; i < 120; i++) {
      store.write(List.of(turn(sitting(ANNA, "old" + i), 1)));
    }
    store.write(List.of(turn(sitting(ANNA, "young"), 100)));
    try (Retention retention = start()) {
      Awaitility.await()
          .until(
              () -> store.conversations(ANNA, 0, 200),
              left -> left.size() == 1 && left.getFirst().id().equals("young"));
      Awaitility.await()
          .until(() -> meters.counter("coda.storage.conversations.expired").count() == 120);
    }
  }

  @Test
  void shouldTryAgainWhenTheDatabaseIsBack() {
    store.write(List.of(turn(sitting(ANNA, "old"), 1)));
    store.fails(FaultyStore.gone());
    try (Retention retention = start()) {
      Awaitility.await()
          .until(
              () ->
                  meters.counter("coda.storage.failures", "code", "STORAGE_UNAVAILABLE").count()
                      > 1);
      store.works();
      Awaitility.await().until(() -> store.conversation("old").isEmpty());
    }
  }

  @Test
  void shouldStartAgainWhenItDies() {
    store.fails(new IllegalStateException("a defect"));
    try (Retention retention = start()) {
      Awaitility.await()
          .until(
              () ->
                  meters.counter("coda.storage.restarts", "task", "storage-retention").count()
                      == 1);
    }
    store.works();
  }
}
