package coda.voice.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import coda.voice.engine.EngineRegistry;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.logging.LogSetup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * A client says a word wherever it can say something; with everything logged, the log never has it.
 */
@Isolated("reads the log")
class LogPrivacyTest {
  private static final String SECRET = "zebrafish";
  private static final String EVIL = "\\r\\nFORGED line\\u001b[31m \\u202e" + SECRET;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final EngineRegistry REGISTRY = EngineRegistry.discover();

  private final Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> ear =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          StringBuilder all = new StringBuilder(event.getFormattedMessage());
          all.append(event.getMDCPropertyMap());
          for (IThrowableProxy e = event.getThrowableProxy(); e != null; e = e.getCause()) {
            all.append(' ').append(e.getMessage());
          }
          logged.add(all.toString());
        }
      };

  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

  private final HttpClient http = HttpClient.newHttpClient();
  private VoiceServer server;

  @BeforeEach
  void start() throws InterruptedException {
    LogSetup.bridge();
    ear.setContext(root.getLoggerContext());
    ear.start();
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(root::detachAppender); // the console has better things to show
    root.addAppender(ear);
    root.setLevel(Level.TRACE);
    server =
        VoiceServer.start(
            new ConfigLoader(REGISTRY)
                .load(
                    ConfigSources.none()
                        .withOverrides(
                            List.of(
                                "server.port=0",
                                "storage.url=memory",
                                "engines.synthesizer=freetts"))),
            REGISTRY,
            "test");
  }

  @AfterEach
  void stop() {
    http.shutdownNow(); // closing would wait for a socket that a failure left open
    server.close();
    root.setLevel(before);
    root.detachAppender(ear);
    others.forEach(root::addAppender);
    ear.stop();
  }

  @Test
  void shouldNeverLogWhatAClientSays() throws Exception {
    WebSocket socket = open();
    start(socket);
    for (String message : nonsense()) {
      socket.sendText(message, true).join();
    }
    socket.sendBinary(ByteBuffer.wrap(SECRET.getBytes(StandardCharsets.UTF_8)), true).join();
    say(socket);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> answers.stream().anyMatch(it -> it.contains("\"voice_response\"")));
    socket.sendText(message("conversation_end", "{}"), true).join();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> answers.stream().anyMatch(it -> it.contains("\"type\":\"conversation_end\"")));
    socket.sendText("{\"type\":\"" + SECRET, true).join();
    for (String path :
        List.of("/" + SECRET, "/health/" + SECRET + "?q=" + SECRET + "%0d%0aFORGED")) {
      http.send(
          HttpRequest.newBuilder(at(path)).header("x-" + SECRET, SECRET).build(),
          BodyHandlers.ofString());
    }
    socket.sendClose(WebSocket.NORMAL_CLOSURE, SECRET).join();
    Awaitility.await().atMost(PATIENCE).until(() -> server.connections() == 0);

    assertThat(logged).as("something is logged at all").hasSizeGreaterThan(10);
    assertThat(logged).as("mistakes are").anyMatch(line -> line.contains("PROTOCOL_FIELD_INVALID"));
    assertThat(logged).noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(SECRET));
    assertThat(logged).noneMatch(line -> line.contains("FORGED"));
    assertThat(logged).noneMatch(line -> line.indexOf(0x1B) >= 0 || line.contains("\u202E"));
  }

  @Test
  void shouldTellTheClientWhatItSaidAndFindTheReferenceInTheLog() throws Exception {
    WebSocket socket = open();
    socket.sendText(message(SECRET, "{}"), true).join();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> answers.stream().anyMatch(it -> it.contains("\"error\"")));
    String answer =
        answers.stream().filter(it -> it.contains("\"error\"")).findFirst().orElseThrow();
    String reference = answer.replaceAll("(?s).*\"reference\":\"([0-9a-z-]+)\".*", "$1");

    assertThat(answer).contains(SECRET);
    assertThat(logged)
        .anyMatch(
            line -> line.contains("[" + reference + "]") && line.contains("PROTOCOL_UNKNOWN_TYPE"));
    socket.abort();
  }

  /** Every place for a text in a message, and texts where there is no place for one. */
  private static List<String> nonsense() {
    return List.of(
        SECRET,
        "[\"" + SECRET + "\"]",
        "{\"type\":\"ping\",\"" + SECRET + "\":1,\"data\":{\"nonce\":\"" + EVIL + "\"}}",
        message(EVIL, "{}"),
        "{\"type\":\"ping\",\"data\":{},\"message_id\":\"" + EVIL + "\"}",
        "{\"type\":\"ping\",\"data\":{},\"conversation_id\":\"" + EVIL + "\"}",
        message("auth", "{\"user_id\":\"" + EVIL + "\",\"token\":\"" + SECRET + "\"}"),
        message("auth", "{\"user_id\":\"u\",\"token\":[\"" + SECRET + "\"]}"),
        message("conversation_start", "{\"conversation_id\":\"" + EVIL + "\"}"),
        message("conversation_start", "{\"voice\":\"" + SECRET + "\"}"),
        message("conversation_start", "{\"language\":\"" + EVIL + "\"}"),
        message("conversation_start", "{\"mode\":\"" + EVIL + "\"}"),
        message("conversation_start", "{\"profile\":\"" + SECRET + "\"}"),
        message(
            "conversation_start",
            "{\"history\":[{\"role\":\"" + SECRET + "\",\"content\":\"" + SECRET + "\"}]}"),
        message("configure", "{\"voice\":\"" + SECRET + "\"}"),
        message("configure", "{\"language\":\"en-" + "zebra\",\"silence_ms\":\"" + EVIL + "\"}"),
        message("subscribe", "{\"event_types\":[\"" + EVIL + "\"]}"),
        message("voice_start", "{\"audio_config\":{\"input\":{\"format\":\"" + EVIL + "\"}}}"),
        message("voice_chunk", "{\"audio_data\":\"" + SECRET + "\"}"),
        message("voice_chunk", "{\"text_content\":{\"" + SECRET + "\":\"" + SECRET + "\"}}"),
        message("voice_chunk", "{\"chunk_id\":\"" + EVIL + "\",\"text_content\":\"x\"}"),
        message("playback", "{\"response_id\":\"" + SECRET + "\",\"played_ms\":5}"),
        message("resume", "{\"resume_token\":\"" + SECRET + "\",\"last_seq\":1}"));
  }

  private static void start(WebSocket socket) {
    socket
        .sendText(
            message(
                "conversation_start",
                "{\"conversation_id\":\"c-1\",\"history\":["
                    + "{\"role\":\"user\",\"content\":\"I keep a "
                    + SECRET
                    + "\"},{\"role\":\"assistant\",\"content\":\"A "
                    + SECRET
                    + "!\"}]}"),
            true)
        .join();
  }

  private static void say(WebSocket socket) {
    socket
        .sendText(message("voice_chunk", "{\"text_content\":\"my name is " + SECRET + "\"}"), true)
        .join();
  }

  private WebSocket open() {
    return http.newWebSocketBuilder().buildAsync(server.uri(), new Ear()).join();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static String message(String type, String data) {
    return "{\"type\":\"" + type + "\",\"data\":" + data + "}";
  }

  /** Keeps what the server says. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        answers.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.allOf();
    }
  }
}
