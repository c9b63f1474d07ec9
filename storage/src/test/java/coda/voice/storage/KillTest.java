package coda.voice.storage;

import static coda.voice.storage.Samples.ANNA;
import static coda.voice.storage.Samples.sitting;
import static coda.voice.storage.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed as kill -9 does it, in the middle of writing. */
class KillTest {
  @TempDir private Path folder;

  @Test
  void shouldHaveEverythingThatWasConfirmedWhenTheProcessWasKilled() throws Exception {
    int confirmed;
    try (WriterProcess process = new WriterProcess(folder)) {
      do {
        confirmed = process.nextStored();
      } while (confirmed < 200);
      process.kill();
      confirmed = process.lastStored(confirmed);
    }

    try (DatabaseConversationStore store = open()) {
      List<SittingTurn> found = store.turns("c1", 0, confirmed);
      assertThat(found).hasSize(confirmed);
      for (int i = 1; i <= confirmed; i++) {
        assertThat(found.get(i - 1)).isEqualTo(turn(sitting(ANNA, "c1"), i));
      }
    }
  }

  @Test
  void shouldHaveEverythingThatWasConfirmedWhenTheDiskIsFull() throws Exception {
    int confirmed;
    try (WriterProcess process = new WriterProcess(folder, "400")) {
      String why = process.trouble();
      confirmed = process.last();
      process.kill();
      confirmed = process.lastStored(confirmed);

      assertThat(why).isEqualTo("STORAGE_FULL");
    }

    assertThat(confirmed).isPositive();
    try (DatabaseConversationStore store = open()) {
      List<SittingTurn> found = store.turns("c1", 0, confirmed);
      assertThat(found).hasSize(confirmed);
      store.write(List.of(turn(sitting(ANNA, "c1"), 100_000)));
      assertThat(store.lastTurns("c1", 1)).containsExactly(turn(sitting(ANNA, "c1"), 100_000));
    }
  }

  @Test
  void shouldSayThatAnotherServerHasTheFileAndWhichSettingHelps() throws Exception {
    try (WriterProcess other = new WriterProcess(folder)) {
      other.nextStored();

      assertThatThrownBy(() -> open().close())
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> {
                assertThat(e.code()).isEqualTo("STORAGE_IN_USE");
                assertThat(e.getMessage()).contains("storage.folder").contains(folder.toString());
              });
    }
  }

  private DatabaseConversationStore open() {
    return DatabaseConversationStore.open(new Database.File(folder), new StoreSettings(2, 1_000));
  }
}
