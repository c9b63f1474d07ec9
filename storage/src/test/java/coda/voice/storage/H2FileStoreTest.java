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
