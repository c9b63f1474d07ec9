package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * API7: a client makes the server fetch something. Nothing names an address but MCP servers, of
 * which none are allowed unless they are listed; these tests try every text all the same, with an
 * address that somebody listens at.
 */
class ServerSideRequestForgeryTest {
  @TempDir private static Path folder;
  private static AttackedServer server;
  private static ServerSocket trap;

  @BeforeAll
  static void start() throws Exception {
    server = AttackedServer.guarded(folder);
    trap = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void shouldHaveAskedNobody() throws Exception {
    server.leave();
    trap.setSoTimeout(50);
    assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    trap.close();
  }

  private static String url() {
    return "http://127.0.0.1:" + trap.getLocalPort() + "/";
  }

  @Test
  void shouldFetchNothingThatATokenNames() throws Exception {
    for (String field : List.of("jku", "x5u", "kid", "iss", "jwks_uri")) {
      String token =
          Forge.ed(
              new JsonObject().put("alg", "EdDSA").put(field, url()).encode(),
              Forge.claims("anna", "talk").put("iss", url()).encode(),
              Forge.keys());
      assertThat(server.call("GET", "/v1/conversations", token).status()).isEqualTo(401);
    }
  }

  @Test
  void shouldFetchNothingThatAMessageNames() {
    TalkClient client = server.connect(Forge.token("anna", "talk"));
    for (String field : List.of("profile", "voice", "language", "conversation_id", "mode", "url")) {
      client.send("conversation_start", new JsonObject().put(field, url()).encode());
    }
    client.send("conversation_end", "{}");
    client.send("conversation_start", "{}");
    client.send("voice_chunk", new JsonObject().put("text_content", "read " + url()).encode());
    client.send("configure", new JsonObject().put("voice", url()).encode());
    client.send("voice_start", "{\"audio_config\":{\"format\":\"%s\"}}".formatted(url()));

    client.await1("voice_response");
    assertThat(client.alive()).isTrue();
  }

  @Test
  void shouldCallNoToolServerThatIsNotListed() {
    URI uri = URI.create("ws://127.0.0.1:" + server.server().port() + "/v1/realtime");
    String token = Forge.token("anna", "talk");
    try (TalkClient client =
        new TalkClient(uri, upgrade -> upgrade.header("Authorization", "Bearer " + token))) {
      for (String field : List.of("server_url", "connector_id", "tunnel_id")) {
        JsonObject tool =
            new JsonObject().put("type", "mcp").put("server_label", "trap").put(field, url());
        JsonObject session =
            new JsonObject().put("type", "realtime").put("tools", new JsonArray().add(tool));
        client.send(
            new JsonObject().put("type", "session.update").put("session", session).encode());
      }

      Awaitility.await()
          .until(
              () ->
                  client.messages().stream()
                          .filter(message -> message.getString("type").equals("error"))
                          .count()
                      == 3);
    }
  }

  @Test
  void shouldFetchNothingThatAHeaderNames() throws Exception {
    Answer answer =
        server.call(
            "GET",
            "/health/ready",
            "",
            "",
            "Referer",
            url(),
            "Forwarded",
            "for=127.0.0.1;host=127.0.0.1:" + trap.getLocalPort(),
            "X-Forwarded-Host",
            "127.0.0.1:" + trap.getLocalPort(),
            "X-Original-URL",
            url(),
            "X-Wap-Profile",
            url(),
            "From",
            url());

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void shouldBeNoProxy() {
    String target = "127.0.0.1:" + trap.getLocalPort();

    assertThat(
            server.raw().write("GET " + url() + " HTTP/1.1\r\nHost: x\r\n\r\n").answer().status())
        .isIn(400, 403, 404, 426);
    assertThat(
            server
                .raw()
                .write("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n")
                .answer()
                .status())
        .isIn(400, 403, 404, 405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openapi.yaml", "asyncapi.yaml"})
  void shouldHaveNoFieldThatNamesAnAddress(String document) throws Exception {
    Pattern property =
        Pattern.compile("\\b(?:\\w+_)?(?:url|uri|href|link|callback|webhook|endpoint)s?:");

    assertThat(Files.readString(Path.of("..", "docs", document)).lines())
        .filteredOn(line -> property.matcher(line).find())
        .filteredOn(line -> !line.contains("- url: "))
        .isEmpty();
  }
}
