package coda.voice.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.client.ReconnectPolicy;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.protocol.coda.EventType;
import coda.voice.server.faults.Caller.Experience;
import coda.voice.storage.Database;
import coda.voice.storage.DatabaseConversationStore;
import coda.voice.storage.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose files cannot grow any more, and later can. To a process that is the same as a disk
 * that is full: its writes fail in the middle.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int BLOCKS = 300;
  private static final int MOST_TURNS = 200;
  private static final int TURNS_ON_FULL_DISK = 3;

  @TempDir private Path folder;

  @Test
  void shouldGoOnTalkingTellItAndStoreEverythingWhenThereIsRoomAgain() throws Exception {
    List<String> said = new ArrayList<>();
    try (FaultedServer server =
            FaultedServer.startOnSmallDisk(
                BLOCKS,
                List.of(
                    "server.port=0",
                    "storage.enabled=true",
                    "storage.folder=" + folder.resolve("data")));
        Caller caller = Caller.at(server.uri(), ReconnectPolicy.NEVER, Optional.of("full"))) {
      while (caller.events(EventType.STORAGE_DEGRADED).isEmpty() && said.size() < MOST_TURNS) {
        say(caller, said);
      }
      assertThat(caller.events(EventType.STORAGE_DEGRADED).getFirst().data())
          .containsEntry("code", "STORAGE_FULL");
      int stored = caller.events(EventType.TURN_STORED).size();
      for (int i = 0; i < TURNS_ON_FULL_DISK; i++) {
        say(caller, said);
      }
      assertThat(caller.events(EventType.TURN_STORED)).hasSize(stored);

      server.makeRoom();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  !caller.events(EventType.STORAGE_RECOVERED).isEmpty()
                      && caller.events(EventType.TURN_STORED).size() >= said.size());
      assertThat(caller.events(EventType.TURN_NOT_STORED)).isEmpty();
    }
    assertThat(stored("full")).containsExactlyElementsOf(said);
  }

  @Test
  void shouldGoOnTalkingWhenTheJournalCannotBeWritten() throws Exception {
    Path journals = folder.resolve("journals");
    try (FaultedServer server =
        FaultedServer.startOnSmallDisk(
            BLOCKS,
            List.of(
                "server.port=0",
                "conversation.journal=audio",
                "conversation.journal_folder=" + journals))) {
      try (Caller caller = Caller.at(server.uri())) {
        for (int i = 0; i < 6; i++) {
          caller.speak(100);
          assertThat(caller.experience()).isEqualTo(Experience.ANSWERED);
        }
      }
    }
    try (Stream<Path> files = Files.walk(journals)) {
      assertThat(files.filter(Files::isRegularFile).mapToLong(FullDiskTest::size).max())
          .hasValue(512L * BLOCKS);
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  /** One word, so that the answer is soon over. */
  private static void say(Caller caller, List<String> said) throws InterruptedException {
    String text = "turn" + said.size() + "x".repeat(400);
    caller.write(text);
    assertThat(caller.experience()).isEqualTo(Experience.ANSWERED);
    said.add(text);
  }

  private List<String> stored(String conversation) {
    try (DatabaseConversationStore store =
        DatabaseConversationStore.open(
            new Database.File(folder.resolve("data")), StoreSettings.DEFAULTS)) {
      return store.turns(conversation, 0, MOST_TURNS + TURNS_ON_FULL_DISK).stream()
          .map(SittingTurn::turn)
          .map(turn -> turn.said())
          .toList();
    }
  }
}
