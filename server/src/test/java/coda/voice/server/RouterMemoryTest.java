package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.Complexity;
import coda.voice.conversation.routing.Delivery;
import coda.voice.conversation.routing.Delivery.Result;
import coda.voice.conversation.routing.HybridStrategy;
import coda.voice.conversation.routing.RouterState;
import coda.voice.conversation.routing.RoutingStateException;
import coda.voice.server.config.ModesConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterMemoryTest {
  private static final Delivery DELIVERY =
      new Delivery(Answerer.DUPLEX, Complexity.LOW, Result.HEARD, 240);

  @TempDir Path folder;

  @Test
  void shouldRememberOverARestartWhatWasLearned() {
    Path file = folder.resolve("deep").resolve("learned.txt");
    RouterState learned;
    try (RouterMemory memory = RouterMemory.open(config(file.toString()))) {
      memory.router().learn(DELIVERY);
      learned = memory.router().state();
    }

    try (RouterMemory again = RouterMemory.open(config(file.toString()))) {
      assertThat(again.router().state()).isEqualTo(learned).isNotEqualTo(RouterState.FRESH);
    }
  }

  @Test
  void shouldWriteNowAndThenWhileTheServerRuns() throws IOException {
    Path file = folder.resolve("learned.txt");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        RouterMemory memory = RouterMemory.open(config(file.toString()))) {
      String before = Files.readString(file);
      memory.keep(threads, Duration.ofMillis(10));

      memory.router().learn(DELIVERY);

      Awaitility.await().until(() -> !Files.readString(file).equals(before));
    }
  }

  @Test
  void shouldSetADamagedFileAsideAndBeginAnew() throws IOException {
    Path file = folder.resolve("learned.txt");
    Files.writeString(file, "nonsense");

    try (RouterMemory memory = RouterMemory.open(config(file.toString()))) {
      assertThat(memory.router().state()).isEqualTo(RouterState.FRESH);
    }

    assertThat(Files.readString(folder.resolve("learned.txt.damaged-1"))).isEqualTo("nonsense");
  }

  @Test
  void shouldSayAtTheStartThatTheFileCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "").resolve("learned.txt");

    assertThatThrownBy(() -> RouterMemory.open(config(file.toString())))
        .isInstanceOf(RoutingStateException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void shouldLearnWithoutAFileToo() {
    try (RouterMemory memory = RouterMemory.open(config(""))) {
      memory.router().learn(DELIVERY);

      assertThat(memory.router().state()).isNotEqualTo(RouterState.FRESH);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static ModesConfig config(String file) {
    return new ModesConfig(
        HybridStrategy.SEQUENTIAL,
        coda.voice.conversation.routing.Selection.BALANCED,
        600,
        1_000,
        3_000,
        60_000,
        0.05,
        file);
  }
}
