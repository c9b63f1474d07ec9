package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that somebody merely looks at talks to the server from their browser. */
class CrossSiteWebSocketHijackingTest {
  private static final String HOST = "voice.example.com";

  @TempDir private static Path folder;
  private static AttackedServer server;
  private static AttackedServer open;

  @BeforeAll
  static void start() throws Exception {
    server =
        AttackedServer.guarded(
            folder, "security.origins=https://app.example.com,https://other.example.com:8443");
    open = AttackedServer.open();
  }

  @AfterEach
  void shouldHoldNothing() throws Exception {
    server.leave();
    open.leave();
  }

  @AfterAll
  static void stop() {
    server.close();
    open.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "*",
        "https://evil.example",
        "https://app.example.com.evil.example",
        "https://evil-app.example.com",
        "https://evil.example/app.example.com",
        "https://app.example.com@evil.example",
        "https://app.example.com:444",
        "https://other.example.com",
        "http://app.example.com",
        "https://app.example.com/",
        "https://app.example.com/path",
        "https://app.example.com?x",
        "https://app.example.com#x",
        "https://app.example.com, https://evil.example",
        "https://evil.example https://app.example.com",
        "https://appXexample.com",
        "app.example.com",
        "//app.example.com",
        "file://",
        "chrome-extension://abc",
        "javascript:alert(1)",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://2130706433",
        "http://0x7f.1",
        "http://[::ffff:1.2.3.4]",
        "https://voice.example.com:444",
        "https://sub.voice.example.com",
      })
  void shouldNotLetAPageOfAnotherSiteIn(String origin) {
    String anna = "Authorization: Bearer " + Forge.token("anna", "talk");

    for (String[] headers : new String[][] {{"Origin: " + origin}, {"Origin: " + origin, anna}}) {
      RawClient raw = server.raw();
      Answer answer = raw.upgradeAs(HOST, headers);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("ORIGIN_REFUSED");
      assertThat(answer.all()).doesNotContain("evil");
      assertThat(raw.ends()).isTrue();
    }
    assertThat(
            server
                .raw()
                .write(
                    "POST /v1/client_tokens HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\n%s\r\n\r\n"
                        .formatted(HOST, origin, anna))
                .answer()
                .status())
        .isEqualTo(403);
  }

  @Test
  void shouldRefuseTwoOriginsAndTwoHosts() {
    String good = "Origin: https://app.example.com";
    String evil = "Origin: https://evil.example";
    assertThat(server.raw().upgradeAs(HOST, good, evil).status()).isIn(400, 403);
    assertThat(server.raw().upgradeAs(HOST, evil, good).status()).isIn(400, 403);
    assertThat(open.raw().upgradeAs("localhost", "Host: evil.example").status()).isIn(400, 403);
    assertThat(open.raw().upgradeAs("evil.example", "Host: localhost").status()).isIn(400, 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com",
        "https://other.example.com:8443",
        "https://voice.example.com",
        "http://voice.example.com",
        "http://localhost:3000",
      })
  void shouldLetPagesInThatMay(String origin) {
    // A proxy in front may speak TLS, so that the scheme of the server's own site is not known.
    assertThat(server.raw().upgradeAs(HOST, "Origin: " + origin).status()).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "rebound.evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "localhost@evil.example",
        "evil.example#localhost",
        "localhost, evil.example",
        "192.168.0.1",
        "0.0.0.0",
        "2130706433",
        "[::]",
        "",
        "localhost:80:80",
        "localhost/evil",
      })
  void shouldNotTalkUnderANameThatWasReboundToThisMachine(String host) {
    Answer answer = open.raw().upgradeAs(host, "Origin: http://" + host);

    assertThat(answer.status()).isIn(400, 403);
    assertThat(
            open.raw()
                .write("GET /admin/config HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host))
                .answer()
                .status())
        .isIn(400, 403);
  }

  @Test
  void shouldNotTalkWithoutAName() {
    assertThat(open.raw().write("GET /admin/config HTTP/1.1\r\n\r\n").answer().status())
        .isIn(400, 403);
    assertThat(open.raw().write("GET /admin/config HTTP/1.0\r\n\r\n").answer().status())
        .isIn(400, 403);
  }

  @Test
  void shouldNotTakeAFormOfAnotherSiteForAChangeOfTheConfiguration() {
    // What a page can send anywhere without asking: a form, as text/plain, with no Origin at all.
    Answer answer =
        open.raw()
            .write(
                "POST /admin/config/reload HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}")
            .answer();

    assertThat(answer.status()).isEqualTo(415);
  }
}
