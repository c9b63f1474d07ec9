package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.live.RuntimeConfig;
import coda.voice.testkit.engines.TalkingEngines;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A server in a process of its own. */
class ServerProcessTest {
  @Test
  void shouldEndInOrderWithExitCode0WhenToldToStop() throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).startsWith("Coda Voice test is ready at ws://127.0.0.1:");
      process.destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** A client that talks keeps the first stop waiting; the second does not wait. */
  @Test
  void shouldEndAtOnceWhenToldASecondTime() throws Exception {
    Process process = start();
    HttpClient http = HttpClient.newHttpClient();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String ready = out.readLine();
      String uri = ready.replaceFirst(".*(ws://\\S+) .*", "$1");
      CountDownLatch talks = new CountDownLatch(1);
      WebSocket client =
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create(uri),
                  new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(
                        WebSocket socket, CharSequence text, boolean last) {
                      if (text.toString().contains("voice_stream_chunk")) {
                        talks.countDown();
                      }
                      socket.request(1);
                      return null;
                    }
                  })
              .get();
      say(client, "{\"type\":\"conversation_start\",\"data\":{}}");
      say(client, "{\"type\":\"voice_start\",\"data\":{}}");
      String words = "word ".repeat(1_000);
      say(client, "{\"type\":\"voice_chunk\",\"data\":{\"text_content\":\"" + words + "\"}}");
      assertThat(talks.await(30, TimeUnit.SECONDS)).isTrue();

      process.destroy();
      assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
      process.destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
      client.abort();
    } finally {
      process.destroyForcibly();
      http.shutdownNow();
    }
  }

  private static void say(WebSocket client, String message) throws Exception {
    client.sendText(message, true).get();
  }

  private static Process start() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What the process runs. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
      TalkingEngines engines = new TalkingEngines();
      List<String> overrides = new ArrayList<>(List.of("server.port=0", "storage.enabled=false"));
      for (EngineRole role : EngineRole.values()) {
        if (!role.optional()) {
          overrides.add("engines." + role.key() + "=" + TalkingEngines.NAME);
        }
      }
      RuntimeConfig config =
          new RuntimeConfig(
              new ConfigLoader(engines.registry()),
              ConfigSources.none().withOverrides(overrides),
              InstantSource.system());
      ServerProcess.run(
          config,
          engines.registry(),
          "test",
          new PrintWriter(System.out, false, StandardCharsets.UTF_8));
    }
  }
}
