package coda.voice.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.wav.WavFile;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What their users do with them, over TLS as one of them insists; the scripts are in {@code
 * src/test/node}, each runs its scenarios side by side.
 */
class OfficialClientsTest {
  private static final Path CERTIFICATE = Path.of("src/test/resources/tls/rsa.pem");
  private static final Path KEY = Path.of("src/test/resources/tls/rsa-pkcs8.pem");

  private static final List<String> BOTH =
      List.of(
          "spokenTurn",
          "textTurn",
          "toolCall",
          "bargeIn",
          "pushToTalk",
          "errors",
          "reconnectAfterClose");
  private static final List<String> OPENAI_BROWSER =
      with("transcription", "telephone", "ephemeralKey", "besideTheConversation");
  private static final List<String> OPENAI_NODE =
      Stream.concat(OPENAI_BROWSER.stream(), Stream.of("recovery")).toList();
  private static final List<String> AGENTS = with("handoff", "editedHistory");

  @TempDir private Path folder;

  private static final TalkingEngines ENGINES = new TalkingEngines();
  private static NodeClients clients;
  private static VoiceServer server;

  private static List<String> with(String... more) {
    return Stream.concat(BOTH.stream(), Stream.of(more)).toList();
  }

  @BeforeAll
  static void start() throws Exception {
    clients = NodeClients.install();
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "server.drain_ms=0",
                "server.tls.enabled=true",
                "server.tls.certificate=" + CERTIFICATE,
                "server.tls.key=" + KEY,
                "server.limits.connections_per_address=500",
                "server.limits.address.conversations=500",
                "server.limits.per_minute.connections=100000",
                "server.limits.per_minute.conversations=100000",
                "server.load.cpu=0",
                "storage.enabled=false"));
    Stream.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")
        .forEach(kind -> settings.add("engines." + kind + "=" + TalkingEngines.NAME));
    server =
        VoiceServer.start(
            new ConfigLoader(ENGINES.registry()).load(ConfigSources.none().withOverrides(settings)),
            ENGINES.registry(),
            "test");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      Awaitility.await()
          .untilAsserted(
              () -> {
                assertThat(server.sessions()).isZero();
                assertThat(server.held()).isZero();
                assertThat(ENGINES.held()).isZero();
              });
      server.close();
    }
    ENGINES.close();
  }

  @TestFactory
  Stream<DynamicTest> shouldServeTheNodeClientOfOpenAi() throws Exception {
    return scenarios(OPENAI_NODE, "openai.mjs", "ws");
  }

  @TestFactory
  Stream<DynamicTest> shouldServeTheBrowserClientOfOpenAi() throws Exception {
    return scenarios(OPENAI_BROWSER, "openai.mjs", "websocket");
  }

  @TestFactory
  Stream<DynamicTest> shouldServeTheAgentsClientOfOpenAi() throws Exception {
    return scenarios(AGENTS, "agents.mjs");
  }

  @Test
  void shouldAnswerTheExampleOfTheNodeClient() throws Exception {
    Path question = question();
    Path answer = folder.resolve("answer.wav");

    String printed =
        clients.printed(
            CERTIFICATE,
            Map.of("OPENAI_BASE_URL", "https://localhost:" + server.port() + "/v1"),
            "examples/node-openai/ask.mjs",
            question.toString(),
            answer.toString());

    assertThat(printed).contains("hello there", "You said hello there.", "completed");
    assertThat(Files.size(answer)).isGreaterThan(800 * 48);
  }

  @Test
  void shouldAnswerTheExampleOfTheAgentsClient() throws Exception {
    String printed =
        clients.printed(
            CERTIFICATE,
            Map.of("OPENAI_REALTIME_URL", "wss://localhost:" + server.port() + "/v1/realtime"),
            "examples/node-agents/talk.mjs",
            question().toString());

    assertThat(printed).contains("hello there", "You said hello there.");
  }

  /** A hum, which the engines take for speech; no frame of it is silent where they look. */
  private Path question() throws IOException {
    short[] samples = new short[24 * 600];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) ((i + 30) % 120 < 60 ? 8_000 : -8_000);
    }
    Path file = folder.resolve("question.wav");
    Files.write(file, WavFile.bytes(samples, 24_000));
    return file;
  }

  private static Stream<DynamicTest> scenarios(List<String> names, String... script)
      throws Exception {
    String[] command =
        Stream.concat(Stream.of(script), Stream.of("https://localhost:" + server.port() + "/v1"))
            .toArray(String[]::new);
    Map<String, JsonNode> results =
        clients.run(CERTIFICATE, command).stream()
            .collect(Collectors.toMap(line -> line.path("scenario").asText(), Function.identity()));
    assertThat(results).containsOnlyKeys(names);
    return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> passed(results, name)));
  }

  private static void passed(Map<String, JsonNode> results, String name) {
    JsonNode result = results.get(name);
    assertThat(result.path("passed").asBoolean()).as(result.path("why").asText()).isTrue();
  }
}
