package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that a proxy in front may understand in another way than the server: smuggled requests,
 * paths in disguise, addresses that somebody made up.
 */
class HeaderTricksTest {
  private static final String TALKER = "Authorization: Bearer " + Forge.token("anna", "talk");
  private static final String SMUGGLED = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir private static Path folder;
  private static AttackedServer server;

  @BeforeAll
  static void start() throws Exception {
    server = AttackedServer.guarded(folder);
  }

  @AfterEach
  void shouldHoldNothing() throws Exception {
    server.leave();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Reads every answer there is; none of them may be to the request that was smuggled in. */
  private static void shouldNotAnswer200(RawClient raw) {
    for (Optional<Answer> next = raw.next(); next.isPresent(); next = raw.next()) {
      assertThat(next.get().status()).isBetween(400, 499);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 0\r\nContent-Length: 44",
        "Content-Length: 0, 44",
        "Content-Length: +0",
        "Content-Length: -1",
        "Content-Length: 0x0",
        "Content-Length: 1e1",
        "Content-Length: 99999999999999999999",
        "Content-Length : 0",
        "Content-Length:\u000b0",
        " Content-Length: 0",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding:\u000bchunked",
        "X-A: b\r\n folded",
        "X-A: b\rContent-Length: 0",
        "X-A: b\u0000c",
        "X A: b",
        "X-A\u0000: b",
        ": b",
        "X-A",
      })
  void shouldNotBeTalkedIntoASecondRequest(String headers) {
    RawClient raw = server.raw();

    raw.write(
        "POST /v1/client_tokens HTTP/1.1\r\nHost: localhost\r\n"
            + headers
            + "\r\n\r\n0\r\n\r\n"
            + SMUGGLED);

    shouldNotAnswer200(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G\r\n\r\n",
        "0;x=\"\r\n\r\n",
        "-1\r\n\r\n",
        "fffffffffffffffff\r\n\r\n",
        "0x0\r\n\r\n",
        "1\r\nab\r\n0\r\n\r\n",
        "1 \u0000\r\na\r\n0\r\n\r\n",
      })
  void shouldNotReadChunksThatAreNone(String chunks) {
    RawClient raw = server.raw();

    raw.write(
        "POST /v1/client_tokens HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            + TALKER
            + "\r\n\r\n"
            + chunks
            + SMUGGLED);

    shouldNotAnswer200(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health/live HTTP/1.1 \r\n",
        "GET  /health/live HTTP/1.1\r\n",
        "GET\t/health/live\tHTTP/1.1\r\n",
        "GET /health/live HTTP/3.7\r\n",
        "GET /health/live HTTP/1.1x\r\n",
        "GET /health/live\r\n",
        "G\u0000T /health/live HTTP/1.1\r\n",
        "GET /metrics\u0000/health/live HTTP/1.1\r\n",
        "GET /metrics /health/live HTTP/1.1\r\n",
      })
  void shouldNotGuessWhatALineMeans(String line) {
    RawClient raw = server.raw();

    raw.write(line + "Host: localhost\r\nConnection: close\r\n\r\n");

    raw.next().ifPresent(answer -> assertThat(answer.status()).isIn(200, 400, 404, 405, 501, 505));
    assertThat(raw.ends()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//admin/sessions",
        "/admin//sessions",
        "/admin/./sessions",
        "/health/../admin/sessions",
        "/health/%2e%2e/admin/sessions",
        "/health/..%2fadmin/sessions",
        "/health%2f..%2fadmin%2fsessions",
        "/%61dmin/sessions",
        "/admin%2fsessions",
        "/ADMIN/sessions",
        "/Admin/Sessions",
        "/admin/sessions/",
        "/admin/sessions//",
        "/admin/sessions;a=b",
        "/admin;/sessions",
        "/admin/sessions%20",
        "/admin/sessions%00",
        "/admin/sessions%2f",
        "/admin/sessions.json",
        "/admin/sessions?/health/live",
        "/admin/sessions%3f",
        "/admin\\\\sessions",
        "/health/live/../../admin/sessions",
        "http://localhost/admin/sessions",
        "http://localhost//admin/sessions",
        "/v1/conversations/..%2f..%2fadmin%2fsessions",
      })
  void shouldNotOpenAPathInDisguise(String path) {
    Answer answer =
        server
            .raw()
            .request(
                "GET " + path + " HTTP/1.1",
                TALKER,
                "X-Original-URL: /health/live",
                "X-Rewrite-URL: /health/live")
            .answer();

    assertThat(answer.status()).isIn(400, 403, 404);
    assertThat(answer.body()).doesNotContain("\"sessions\"");
  }

  @Test
  void shouldNotBelieveWhereAClientSaysItComesFrom(@TempDir Path own) throws Exception {
    try (AttackedServer strict = AttackedServer.guarded(own, "security.attempts.amount=3")) {
      int address = 50;
      for (String header :
          List.of(
              "X-Forwarded-For",
              "Forwarded",
              "X-Real-IP",
              "True-Client-IP",
              "CF-Connecting-IP",
              "X-Client-IP",
              "X-Originating-IP")) {
        String from = "127.0.0." + address++;
        String value = header.equals("Forwarded") ? ": for=192.0.2." : ": 192.0.2.";
        for (int i = 0; i < 3; i++) {
          assertThat(guess(strict, from, header + value + i)).as(header).isEqualTo(401);
        }
        assertThat(guess(strict, from, header + value + 77)).as(header).isEqualTo(429);
      }
    }
  }

  private static int guess(AttackedServer strict, String from, String header) {
    try (RawClient raw = strict.raw(from)) {
      return raw.request("GET /metrics HTTP/1.1", "Authorization: Bearer wrong", header)
          .answer()
          .status();
    }
  }

  @Test
  void shouldBelieveATrustedProxyOnlyAsFarAsItSaw(@TempDir Path own) throws Exception {
    try (AttackedServer behind =
        AttackedServer.guarded(
            own, "security.attempts.amount=3", "security.trusted_proxies=127.0.0.50")) {
      // The client writes what it likes; the proxy adds what it sees at the end.
      for (int i = 0; i < 3; i++) {
        assertThat(guess(behind, "127.0.0.50", "X-Forwarded-For: 10.0.0." + i + ", 192.0.2.7"))
            .isEqualTo(401);
      }
      assertThat(guess(behind, "127.0.0.50", "X-Forwarded-For: 10.0.0.9, 192.0.2.7"))
          .isEqualTo(429);
      assertThat(guess(behind, "127.0.0.50", "X-Forwarded-For: 192.0.2.8")).isEqualTo(401);
    }
  }

  @Test
  void shouldNotBecomeAWebSocketByHalves() {
    String[][] halves = {
      {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"},
      {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="},
      {
        "Upgrade: websocket",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13"
      },
      {
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13"
      },
    };
    for (String[] headers : halves) {
      Optional<Answer> answer = server.raw().request("GET /ws/voice HTTP/1.1", headers).next();
      assertThat(answer.map(Answer::status).orElse(400)).isBetween(400, 426);
    }
    Optional<Answer> posted =
        server
            .raw()
            .request(
                "POST /ws/voice HTTP/1.1",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13")
            .next();
    assertThat(posted.map(Answer::status).orElse(400)).isBetween(400, 426);
  }

  @Test
  void shouldNotTakeWhatFollowsAFailedUpgradeForRequests() {
    RawClient raw = server.raw();

    Answer answer = raw.upgrade("Authorization: Bearer wrong");
    raw.tryWrite(SMUGGLED.getBytes(StandardCharsets.US_ASCII));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(raw.next()).isEmpty();
  }
}
