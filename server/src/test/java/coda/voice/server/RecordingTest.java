package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.conversation.journal.Journal;
import coda.voice.conversation.journal.JournalException;
import coda.voice.conversation.journal.JournalReader;
import coda.voice.conversation.journal.Replay;
import coda.voice.conversation.timeline.Timeline;
import coda.voice.conversation.timeline.TimelineText;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  @TempDir Path folder;

  private final TalkingEngines engines = new TalkingEngines();

  @AfterEach
  void close() {
    engines.close();
  }

  @Test
  void shouldRecordEveryConversationInAFileOfItsOwn() throws Exception {
    Path journals = folder.resolve("journals");
    try (VoiceServer server =
        VoiceServer.start(
            config("conversation.journal=events", "conversation.journal_folder=" + journals),
            engines.registry(),
            "1")) {
      typeAndLeave(server, "c:1");
    }

    List<Path> files = files(journals);
    assertThat(files).hasSize(1);
    assertThat(files.getFirst().getFileName().toString()).matches("\\d{8}-\\d{6}-c_1\\.journal");
    Journal journal = JournalReader.read(files.getFirst());
    assertThat(journal.missing()).isEmpty();
    assertThat(journal.opening().conversationId()).isEqualTo("c:1");
    assertThat(Replay.differences(journal)).isEmpty();
    assertThat(TimelineText.of(Timeline.of(journal))).contains("types", "hello there", "says");
  }

  @Test
  void shouldRecordNothingUnlessAsked() throws Exception {
    Path journals = folder.resolve("journals");
    try (VoiceServer server =
        VoiceServer.start(
            config("conversation.journal_folder=" + journals), engines.registry(), "1")) {
      typeAndLeave(server, "c1");
    }
    assertThat(journals).doesNotExist();
  }

  @Test
  void shouldNotStartWhenItCannotRecord() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    CodaConfig config = config("conversation.journal=audio", "conversation.journal_folder=" + file);

    assertThatThrownBy(() -> VoiceServer.start(config, engines.registry(), "1"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString());
  }

  /** One typed turn, its answer, and the end. */
  private static void typeAndLeave(VoiceServer server, String id) throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (HttpClient http = HttpClient.newHttpClient()) {
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(
                  server.uri(),
                  new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(
                        WebSocket ws, CharSequence part, boolean last) {
                      text.append(part);
                      if (last) {
                        if (text.indexOf("\"voice_response\"") >= 0) {
                          answered.countDown();
                        } else if (text.indexOf("\"conversation_end\"") >= 0) {
                          ended.countDown();
                        }
                        text.setLength(0);
                      }
                      return WebSocket.Listener.super.onText(ws, part, last);
                    }
                  })
              .get(20, TimeUnit.SECONDS);
      send(socket, "conversation_start", "{\"conversation_id\":\"" + id + "\"}");
      send(socket, "voice_chunk", "{\"text_content\":\"hello there\"}");
      assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
      send(socket, "conversation_end", "{}");
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      socket.abort();
    }
  }

  private static void send(WebSocket socket, String type, String data) {
    socket
        .sendText(
            "{\"type\":\"%s\",\"message_id\":\"%s\",\"data\":%s}".formatted(type, type, data), true)
        .join();
  }

  private static List<Path> files(Path folder) throws java.io.IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private CodaConfig config(String... overrides) {
    List<String> all =
        new ArrayList<>(List.of("server.port=0", "storage.enabled=false", "server.drain_ms=0"));
    for (String kind :
        List.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")) {
      all.add("engines." + kind + "=" + TalkingEngines.NAME);
    }
    all.addAll(Arrays.asList(overrides));
    return new ConfigLoader(engines.registry()).load(ConfigSources.none().withOverrides(all));
  }
}
