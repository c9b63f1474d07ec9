package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody goes on with a conversation by a token that they should not have, or no longer. */
class ResumeTokenReplayTest {
  private static final String ANNA = Forge.token("anna", "talk");

  @TempDir private static Path folder;
  private static AttackedServer server;

  @BeforeAll
  static void start() throws Exception {
    server = AttackedServer.guarded(folder, "conversation.turns.suspension_ms=1000");
  }

  @AfterEach
  void shouldHoldNothing() throws Exception {
    server.leave();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String begin(TalkClient client) {
    return client
        .send("conversation_start", "{}")
        .await1("conversation_start")
        .getString("resume_token");
  }

  private static TalkClient resume(String who, String token) {
    return server
        .connect(who)
        .send("resume", new JsonObject().put("resume_token", token).put("last_seq", 1).encode());
  }

  @Test
  void shouldNotGoOnForAnotherUser() {
    TalkClient anna = server.connect(ANNA);
    String token = begin(anna);
    anna.close();
    String acme = Forge.hs(Forge.HS, Forge.claims("anna", "talk").put("tenant", "acme").encode());

    for (String thief : new String[] {Forge.token("root", "talk monitor admin"), acme}) {
      TalkClient client = resume(thief, token);
      assertThat(client.awaitError("RESUME_UNKNOWN").encode()).doesNotContain(token);
      assertThat(client.alive()).isTrue();
    }

    // The attempts have not cost her the conversation.
    assertThat(resume(ANNA, token).await1("resume").getString("conversation_id")).isNotBlank();
  }

  @Test
  void shouldNotGoOnForAStranger() {
    TalkClient anna = server.connect(ANNA);
    String token = begin(anna);

    TalkClient stranger = server.connect(upgrade -> upgrade);
    stranger.send("resume", "{\"resume_token\":\"" + token + "\",\"last_seq\":1}");

    stranger.awaitError("AUTH_REQUIRED");
    assertThat(anna.alive()).isTrue();
  }

  @Test
  void shouldNotGoOnWithATokenThatWasUsed() {
    TalkClient anna = server.connect(ANNA);
    String first = begin(anna);
    anna.close();
    TalkClient back = resume(ANNA, first);
    String second = back.await1("resume").getString("resume_token");
    assertThat(second).isNotEqualTo(first);
    assertThat(back.alive()).isTrue();

    resume(ANNA, first).awaitError("RESUME_UNKNOWN");

    assertThat(back.alive()).isTrue();
  }

  @Test
  void shouldNotGoOnAfterTheEnd() {
    TalkClient anna = server.connect(ANNA);
    String token = begin(anna);
    anna.send("conversation_end", "{}").await1("conversation_end");
    assertThat(anna.send("disconnect", "{}").awaitClose()).isEqualTo(1000);

    resume(ANNA, token).awaitError("RESUME_UNKNOWN");
  }

  @Test
  void shouldNotGoOnByGuessing() {
    TalkClient anna = server.connect(ANNA);
    String token = begin(anna);
    char last = token.charAt(token.length() - 2) == 'A' ? 'B' : 'A';
    String near = token.substring(0, token.length() - 2) + last + token.charAt(token.length() - 1);

    for (String guess : new String[] {near, token + "A", token.substring(1), "*", "' OR 1=1"}) {
      String code = resume(ANNA, guess).await1("error").getString("code");
      assertThat(code).isIn("RESUME_UNKNOWN", "PROTOCOL_FIELD_INVALID");
    }
    assertThat(anna.alive()).isTrue();
  }
}
