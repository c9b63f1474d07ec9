package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token in the list of subprotocols comes back, or confuses who it is that asks. */
class SubprotocolTest {
  private static final String ANNA = Forge.token("anna", "talk");

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

  private static Answer offer(String... lines) {
    String[] headers = new String[lines.length];
    for (int i = 0; i < lines.length; i++) {
      headers[i] = "Sec-WebSocket-Protocol: " + lines[i];
    }
    return server.raw().upgrade(headers);
  }

  @Test
  void shouldNotEchoAToken() {
    for (String[] offers :
        new String[][] {
          {"coda, coda.bearer." + ANNA},
          {"coda.bearer." + ANNA + ", coda"},
          {"coda", "coda.bearer." + ANNA},
          {"coda.bearer." + ANNA, "coda"},
          {"coda.bearer." + ANNA},
        }) {
      Answer answer = offer(offers);

      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.all()).doesNotContain("bearer").doesNotContain(ANNA);
    }
  }

  @Test
  void shouldNotEchoAWrongTokenEither() {
    Answer answer = offer("coda, coda.bearer.a-wrong-token");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.all()).doesNotContain("a-wrong-token").doesNotContain("bearer.");
  }

  @Test
  void shouldRefuseSeveralTokens() {
    String root = "coda.bearer." + Forge.token("root", "talk admin");
    assertThat(offer("coda, coda.bearer." + ANNA + ", " + root).code()).isEqualTo("AUTH_AMBIGUOUS");
    assertThat(offer("coda, coda.bearer." + ANNA, root).code()).isEqualTo("AUTH_AMBIGUOUS");
    assertThat(
            server
                .raw()
                .upgrade("Authorization: Bearer " + ANNA, "Sec-WebSocket-Protocol: coda, " + root)
                .code())
        .isEqualTo("AUTH_AMBIGUOUS");
  }

  @Test
  void shouldNotTakeATokenUnderAnotherName() {
    for (String name : new String[] {"bearer.", "CODA.BEARER.", "coda.bearer-", "x.coda.bearer."}) {
      RawClient raw = server.raw();
      assertThat(raw.upgrade("Sec-WebSocket-Protocol: coda, " + name + ANNA).status())
          .isEqualTo(101);
      raw.text("{\"type\":\"disconnect\",\"data\":{}}");
      assertThat(raw.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void shouldRefuseAnEmptyToken() {
    assertThat(offer("coda, coda.bearer.").status()).isEqualTo(401);
  }
}
