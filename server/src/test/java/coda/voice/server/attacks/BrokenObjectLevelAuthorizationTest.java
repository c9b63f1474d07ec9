package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API1: somebody who is let in asks for what is somebody else's. */
class BrokenObjectLevelAuthorizationTest {
  private static final String ANNA = Forge.token("anna", "talk");
  private static final String BERT = Forge.token("bert", "talk");
  private static final String ROOT = Forge.token("root", "talk monitor admin");
  private static final String OTHER_ANNA =
      Forge.hs(Forge.HS, Forge.claims("anna", "talk").put("tenant", "acme").encode());
  private static final String PATH = "/v1/conversations/annas-secrets";
  private static final String START = "{\"conversation_id\":\"annas-secrets\"}";

  @TempDir private static Path folder;
  private static AttackedServer server;

  @BeforeAll
  static void annaTalks() throws Exception {
    server =
        AttackedServer.guarded(
            folder, "storage.enabled=true", "storage.folder=" + folder.resolve("data"));
    TalkClient anna = server.connect(ANNA);
    anna.send("conversation_start", START).await1("conversation_start");
    anna.send("voice_chunk", "{\"text_content\":\"my pin is 4711\"}").await1("voice_response");
    await().until(() -> server.call("GET", PATH, ANNA).body().contains("4711"));
    server.leave();
  }

  @AfterEach
  void shouldHaveLostNothingAndHoldNothing() throws Exception {
    server.leave();
    assertThat(server.call("GET", PATH, ANNA).body()).contains("4711");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void shouldNotReadOrDeleteTheConversationOfAnotherUserByItsId() throws Exception {
    Answer none = server.call("GET", "/v1/conversations/no-such-thing", BERT);
    for (String thief : new String[] {BERT, ROOT, OTHER_ANNA}) {
      for (String method : new String[] {"GET", "DELETE"}) {
        Answer answer = server.call(method, PATH, thief);

        assertThat(answer.status()).isEqualTo(404).isEqualTo(none.status());
        assertThat(answer.code()).isEqualTo(none.code());
        assertThat(answer.json().getString("error")).isEqualTo(none.json().getString("error"));
        assertThat(answer.all()).doesNotContain("4711").doesNotContain("anna");
      }
    }
  }

  @Test
  void shouldListAndDeleteOnlyOnesOwn() throws Exception {
    for (String thief : new String[] {BERT, ROOT, OTHER_ANNA}) {
      assertThat(server.call("GET", "/v1/conversations", thief).body()).doesNotContain("anna");
      assertThat(server.call("DELETE", "/v1/conversations", thief).json().getInteger("deleted"))
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?user=anna",
        "?user=anna&tenant=default",
        "?owner=anna&user_id=anna&sub=anna",
        "?limit=200&offset=0&user%5B%5D=anna",
      })
  void shouldNotBeTalkedIntoAnotherOwnerByParameters(String query) throws Exception {
    assertThat(server.call("GET", "/v1/conversations" + query, BERT).body()).doesNotContain("anna");
    assertThat(server.call("GET", PATH + query, BERT).status()).isEqualTo(404);
  }

  @Test
  void shouldNotBeTalkedIntoAnotherOwnerByHeaders() throws Exception {
    Answer answer =
        server.call(
            "GET",
            PATH,
            BERT,
            "",
            "X-User",
            "anna",
            "X-User-Id",
            "anna",
            "X-Forwarded-User",
            "anna",
            "X-Remote-User",
            "anna",
            "X-Original-URL",
            PATH);

    assertThat(answer.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "%25",
        "_____________",
        "annas-secret%25",
        "'%20OR%20'1'='1",
        "annas-secrets'--",
        "annas-secrets%00",
        "annas-secrets%20",
        "ANNAS-SECRETS",
        "none%2F..%2Fannas-secrets",
        "%C0%AE%C0%AE%2Fannas-secrets",
      })
  void shouldTakeAnIdForNothingElseThanAnId(String id) throws Exception {
    for (String method : new String[] {"GET", "DELETE"}) {
      Answer answer = server.call(method, "/v1/conversations/" + id, BERT);

      assertThat(answer.status()).isBetween(400, 404);
      assertThat(answer.all()).doesNotContain("4711").doesNotContainIgnoringCase("sql");
    }
  }

  @Test
  void shouldNotGoOnWithTheConversationOfAnotherUser() {
    for (String thief : new String[] {BERT, ROOT, OTHER_ANNA}) {
      TalkClient client = server.connect(thief);

      client.send("conversation_start", START);

      String error = client.awaitError("CONVERSATION_NOT_AVAILABLE").encode();
      assertThat(error).doesNotContain("anna").doesNotContain("4711");
      assertThat(client.alive()).isTrue();
    }
  }

  @Test
  void shouldNotTouchTheConversationThatAnotherUserIsHaving() {
    TalkClient anna = server.connect(ANNA);
    anna.send("conversation_start", START).await1("conversation_start");
    TalkClient bert = server.connect(BERT);
    bert.send("conversation_start", "{}").await1("conversation_start");

    for (String type : new String[] {"voice_chunk", "interrupt", "conversation_end"}) {
      bert.send(
          "{\"type\":\"%s\",\"conversation_id\":\"annas-secrets\",\"data\":{\"text_content\":\"x\"}}"
              .formatted(type));
    }

    await()
        .until(
            () ->
                bert.messages().stream()
                        .filter(message -> message.encode().contains("CONVERSATION_NOT_ACTIVE"))
                        .count()
                    == 3);
    assertThat(anna.alive()).isTrue();
    assertThat(anna.messages())
        .extracting(message -> message.getString("type"))
        .doesNotContain("conversation_end", "interrupted", "voice_response");
  }

  @Test
  void shouldNotGetATokenForAnotherUser() throws Exception {
    for (String body :
        new String[] {"{\"user\":\"anna\"}", "{\"user\":\"bert\",\"tenant\":\"acme\"}"}) {
      Answer answer = server.call("POST", "/v1/client_tokens", BERT, body);

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.all()).doesNotContain("codact_");
    }
  }

  @Test
  void shouldNotDeleteTheDataOfAnotherUserWithoutTheScope() throws Exception {
    for (String token : new String[] {BERT, ANNA, Forge.token("bert", "talk monitor")}) {
      assertThat(server.call("DELETE", "/admin/users/anna/data", token).status()).isEqualTo(403);
    }
  }
}
