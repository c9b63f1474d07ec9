package coda.voice.storage;

import static coda.voice.storage.Samples.ANNA;
import static coda.voice.storage.Samples.sitting;
import static coda.voice.storage.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileStoreTest extends ConversationStoreConformance {
  @TempDir private Path folder;
  private DatabaseConversationStore store;

  @BeforeEach
  void open() {
    store = open(folder.resolve("data"));
  }

  private static DatabaseConversationStore open(Path folder) {
    return DatabaseConversationStore.open(new Database.File(folder), StoreSettings.DEFAULTS);
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
  void shouldFindEverythingAgainAfterARestart() {
    store.write(List.of(turn(sitting(ANNA, "c1"), 1)));
    store.close();
    store = open(folder.resolve("data"));

    assertThat(store.turns("c1", 0, 10)).containsExactly(turn(sitting(ANNA, "c1"), 1));
  }

  /**
   * What stands in the file when a write returns is what a process leaves that is killed then. Room
   * in the file is used again after 45 s; here at once, because that is where a version of H2 lost
   * what was committed last.
   */
  @Test
  void shouldHaveEveryTurnInTheFileWhenItIsConfirmedAlsoWhereRoomIsUsedAgain() throws Exception {
    Path data = folder.resolve("data");
    store.write(List.of(turn(sitting(ANNA, "c1"), 1)));
    store.close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + data.resolve("conversations"), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("SET RETENTION_TIME 0");
    }
    store = open(data);
    for (int number = 2; number <= 30; number++) {
      store.write(List.of(turn(sitting(ANNA, "c1"), number)));
      Path left = Files.createDirectory(folder.resolve("left-" + number));
      Files.copy(data.resolve("conversations.mv.db"), left.resolve("conversations.mv.db"));

      try (DatabaseConversationStore found = open(left)) {
        assertThat(found.conversation("c1").orElseThrow().turns()).isEqualTo(number);
      }
    }
  }

  @Test
  void shouldKeepItsFolderToItself() throws Exception {
    assertThat(Files.getPosixFilePermissions(folder.resolve("data")))
        .allMatch(permission -> permission.name().startsWith("OWNER_"));
  }

  @Test
  void shouldSayWhichSettingIsWrongWhereThereCanBeNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> open(file.resolve("below")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("storage.folder");
    assertThatThrownBy(() -> open(folder.resolve("a;INIT=x")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("storage.folder");
  }
}
