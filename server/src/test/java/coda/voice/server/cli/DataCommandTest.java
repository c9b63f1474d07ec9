package coda.voice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.storage.Database;
import coda.voice.storage.DatabaseConversationStore;
import coda.voice.storage.StoreSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  private static final Owner ANNA = new Owner("acme", "anna");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int coda(String... arguments) {
    return CodaCommand.commandLine(SmallEngines::registry)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private int data(String action, String user) {
    out.getBuffer().setLength(0);
    return coda(
        "data", action, "--user", user, "--tenant", "acme", "--set", "storage.folder=" + folder);
  }

  private void store() {
    try (DatabaseConversationStore store =
        DatabaseConversationStore.open(new Database.File(folder), StoreSettings.DEFAULTS)) {
      Instant at = Instant.parse("2026-01-01T10:00:00Z");
      List<Message> lines = List.of(new Message(Role.USER, "héllo"));
      for (int i = 1; i <= 3; i++) {
        store.write(
            List.of(
                new SittingTurn(
                    Sitting.begin(ANNA, "c" + i, 1, 1),
                    new StoredTurn(1, 1, 1, at, at, "hybrid", "en", List.of(), lines))));
      }
    }
  }

  @Test
  void shouldListExportAndDelete() throws Exception {
    store();

    assertThat(data("list", "anna")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("c1", "c2", "c3", "3 conversations of acme/anna");
    assertThat(data("export", "anna")).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    JsonNode first = new ObjectMapper().readTree(lines.getFirst());
    assertThat(first.at("/conversation_id").asText()).isEqualTo("c1");
    assertThat(first.at("/turns/0/lines/0/content").asText()).isEqualTo("héllo");
    assertThat(data("delete", "bert")).isZero();
    assertThat(out.toString()).contains("Deleted 0 conversations");
    assertThat(data("delete", "anna")).isZero();
    assertThat(out.toString()).contains("Deleted 3 conversations of acme/anna");
    assertThat(data("list", "anna")).isZero();
    assertThat(out.toString()).contains("0 conversations");
  }

  @Test
  void shouldSayWhatIsPossible() {
    assertThat(coda("data", "steal", "--user", "anna")).isEqualTo(2);
    assertThat(err.toString()).contains("list", "export", "delete");
    assertThat(coda("data", "list")).isEqualTo(2);
    assertThat(err.toString()).contains("--user");
  }
}
