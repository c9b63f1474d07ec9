package coda.voice.storage;

import static coda.voice.storage.Samples.ANNA;
import static coda.voice.storage.Samples.sitting;
import static coda.voice.storage.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest extends ConversationStoreConformance {
  @TempDir private static Path folder;
  private static PostgresServer server;

  private DatabaseConversationStore store;

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer(folder.resolve("postgres"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    server.clear();
    store = DatabaseConversationStore.open(server.database(), StoreSettings.DEFAULTS);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  ConversationStore store() {
    return store;
  }

  @Test
  void shouldServeTwoServersAtOnce() {
    try (DatabaseConversationStore other =
        DatabaseConversationStore.open(server.database(), StoreSettings.DEFAULTS)) {
      SittingTurn here = turn(sitting(ANNA, "c1", 1), 1);
      SittingTurn there = turn(sitting(ANNA, "c1", 2), 1);
      store.write(List.of(here));
      other.write(List.of(there));

      assertThat(store.turns("c1", 0, 10)).containsExactly(here, there);
    }
  }

  @Test
  void shouldCatchUpWhenTheDatabaseIsBackAndKeepWhatItHadConfirmed() throws Exception {
    StoreKeeperTest.Told told = new StoreKeeperTest.Told();
    try (StoreKeeper keeper =
        StoreKeeper.start(
            DatabaseConversationStore.open(server.database(), new StoreSettings(2, 1_000)),
            KeeperSettings.DEFAULTS,
            new SimpleMeterRegistry())) {
      keeper.keep(turn(sitting(ANNA, "c1"), 1), told);
      Awaitility.await().until(() -> told.stored().size() == 1);
      server.stop();
      for (int i = 2; i <= 20; i++) {
        keeper.keep(turn(sitting(ANNA, "c1"), i), told);
      }
      Awaitility.await().until(() -> keeper.trouble().isPresent());
      assertThat(told.stored()).hasSize(1);

      server.startAgain();
      Awaitility.await().until(() -> told.stored().size() == 20);

      assertThat(told.dropped()).isEmpty();
      assertThat(keeper.trouble()).isEmpty();
      assertThat(store.turns("c1", 0, 100))
          .extracting(each -> each.turn().number())
          .containsExactly(told.stored().toArray(Integer[]::new));
    }
  }

  @Test
  void shouldSayThatThereIsNoDatabase() {
    Database nobody = new Database.PostgreSql("jdbc:postgresql://localhost:1/x", "u", "pw-secret");

    assertThatThrownBy(
            () -> DatabaseConversationStore.open(nobody, new StoreSettings(1, 1_000)).close())
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.code()).isEqualTo("STORAGE_UNAVAILABLE");
              assertThat(e.getMessage())
                  .contains("jdbc:postgresql://localhost:1/x")
                  .doesNotContain("pw-secret");
            });
    assertThat(nobody.toString()).doesNotContain("pw-secret");
  }
}
