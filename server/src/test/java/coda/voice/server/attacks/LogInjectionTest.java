package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * What clients send becomes lines of the log that nobody wrote, or commands of a terminal, or a
 * place where secrets stay. Looked at with everything logged that can be.
 */
@Isolated("reads the log")
class LogInjectionTest {
  /** Control characters, and those that change the direction of text or cannot be seen. */
  private static final Pattern RAW = Pattern.compile("[\\p{Cc}\\p{Cf}\u2028\u2029]");

  private static final String EVIL =
      "x\r\n12:00:00.000 ERROR Forged\u001b[31mred\u0000\u202e\u2028\u0085evil";
  private static final String ROOT = Forge.token("root", "talk monitor admin");

  @TempDir private static Path folder;
  private static AttackedServer server;
  private static Level before;
  private final Logger ours = (Logger) LoggerFactory.getLogger("coda.voice");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeAll
  static void start() throws Exception {
    server =
        AttackedServer.guarded(
            folder, "storage.enabled=true", "storage.folder=" + folder.resolve("data"));
  }

  @BeforeEach
  void listen() {
    before = ours.getLevel();
    ours.setLevel(Level.TRACE);
    log.start();
    ours.addAppender(log);
  }

  @AfterEach
  void shouldHaveLoggedNothingRawAndNoSecrets() throws Exception {
    server.leave();
    ours.setLevel(before);
    ours.detachAppender(log);
    List<ILoggingEvent> events = List.copyOf(log.list);
    assertThat(events).isNotEmpty();
    assertThat(events)
        .extracting(ILoggingEvent::getFormattedMessage)
        .allSatisfy(
            line ->
                assertThat(line)
                    .doesNotContainPattern(RAW)
                    .doesNotContain(Forge.SECRET)
                    .doesNotContain(server.key())
                    .doesNotContain(ROOT)
                    .doesNotContain("secret-of-a-guesser"));
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.getMDCPropertyMap().values())
                    .allSatisfy(value -> assertThat(value).doesNotContainPattern(RAW)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String escaped(String text) {
    StringBuilder path = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      path.append("%%%02X".formatted(b));
    }
    return path.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%s",
        "GET /v1/conversations/%s",
        "GET /v1/conversations?limit=%s",
        "DELETE /v1/conversations/%s",
        "DELETE /admin/users/%s/data",
        "DELETE /admin/users/anna/data?tenant=%s",
        "GET /admin/sessions/%s",
        "DELETE /admin/sessions/%s",
        "GET /admin/sessions?phase=%s",
        "GET /ws/voice?%s",
      })
  void shouldNotWriteWhatAPathSays(String request) throws Exception {
    String[] words = request.formatted(escaped(EVIL)).split(" ");

    Answer answer = server.call(words[0], words[1], ROOT);

    assertThat(answer.status()).isIn(200, 400, 404, 426);
    // So that there is something to look at even where nothing is logged.
    assertThat(server.call("GET", "/nothing", "").status()).isEqualTo(404);
  }

  @Test
  void shouldNotWriteWhatAdministratorsSend() throws Exception {
    for (JsonObject changes :
        List.of(
            new JsonObject().put("server.port", EVIL),
            new JsonObject().put(EVIL, "1"),
            new JsonObject().put("conversation.language", EVIL))) {
      Answer answer =
          server.call(
              "PATCH",
              "/admin/config",
              ROOT,
              new JsonObject().put("changes", changes).put("reason", EVIL).encode(),
              "Content-Type",
              "application/json");
      assertThat(answer.status()).isEqualTo(422);
    }
    Answer changed =
        server.call(
            "PATCH",
            "/admin/config",
            ROOT,
            new JsonObject()
                .put("changes", new JsonObject().put("conversation.turns.silence_ms", 701))
                .put("reason", EVIL)
                .encode(),
            "Content-Type",
            "application/json");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(
            server
                .call(
                    "PUT",
                    "/admin/log-levels/coda.voice" + escaped(EVIL),
                    ROOT,
                    "{\"level\":\"info\"}")
                .status())
        .isIn(400, 404);
  }

  @Test
  void shouldNotWriteWhatHeadersSay() {
    for (String header :
        List.of(
            "Origin: http://x\u001b[31m",
            "User-Agent: x\u001b[31m\u0085",
            "X-Forwarded-For: \u001b[31m",
            "Authorization: Bearer secret-of-a-guesser\u001b[31m",
            "Authorization: Bearer coda_aaaaaaaaaa_secret-of-a-guesser",
            "Sec-WebSocket-Protocol: coda.bearer.secret-of-a-guesser")) {
      server.raw().request("GET /metrics HTTP/1.1", header).next();
      try (RawClient raw = server.raw()) {
        raw.write(
            "GET /ws/voice HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + header
                + "\r\n\r\n");
        raw.next();
      }
    }
    server.raw().request("G\u001b[31m /x HTTP/1.1").next();
  }

  @Test
  void shouldNotWriteWhatMessagesSay() {
    TalkClient client = server.connect(ROOT);
    JsonObject start = new JsonObject().put("conversation_id", EVIL);
    client.send(new JsonObject().put("type", EVIL).put("data", new JsonObject()).encode());
    client.send(
        new JsonObject()
            .put("type", "ping")
            .put("message_id", EVIL)
            .put("data", new JsonObject())
            .encode());
    client.send(
        new JsonObject()
            .put("type", "interrupt")
            .put("conversation_id", EVIL)
            .put("data", new JsonObject())
            .encode());
    client.send("conversation_start", start.encode());
    for (String field : List.of("profile", "mode", "language", "voice")) {
      client.send("conversation_start", new JsonObject().put(field, EVIL).encode());
    }
    client.send("conversation_start", "{}").await1("conversation_start");
    client.send("configure", new JsonObject().put("voice", EVIL).encode());
    client.send("voice_chunk", new JsonObject().put("chunk_id", EVIL).encode());
    client.send("voice_chunk", new JsonObject().put("text_content", EVIL).encode());
    client.send("resume", new JsonObject().put("resume_token", EVIL).put("last_seq", 0).encode());
    client.send("auth", new JsonObject().put("token", EVIL).put("user_id", EVIL).encode());
    client.send("{\"" + "\\r\\n\\u001b[31m" + "\":1}");
    client.send("\r\n\u001b[31m");

    assertThat(client.alive()).isTrue();
  }

  @Test
  void shouldNotWriteTheNamesOfATokenThatIsRefused() throws Exception {
    for (String claim : List.of("sub", "tenant", "iss", "aud", "scope")) {
      String token = Forge.hs(Forge.HS, Forge.claims("anna", "talk").put(claim, EVIL).encode());
      int status = server.call("GET", "/v1/conversations", token).status();
      assertThat(status).isIn(401, 403);
    }
    String header = new JsonObject().put("alg", EVIL).put("kid", EVIL).encode();
    assertThat(server.call("GET", "/v1/conversations", Forge.hs(header, "{}")).status())
        .isEqualTo(401);
  }
}
