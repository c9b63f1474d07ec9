package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API6: what is allowed once is done so often that nothing is left for others. */
class UnrestrictedBusinessFlowTest {
  @TempDir private Path folder;

  @Test
  void shouldNotLetOneUserBeginConversationsWithoutEnd() throws Exception {
    try (AttackedServer server =
        AttackedServer.guarded(folder, "server.limits.per_minute.conversations=3")) {
      TalkClient anna = server.connect(Forge.token("anna", "talk"));
      for (int i = 0; i < 3; i++) {
        String id = "c" + i;
        anna.send("conversation_start", "{\"conversation_id\":\"" + id + "\"}");
        anna.send("conversation_end", "{}");
      }
      anna.send("conversation_start", "{}");

      assertThat(anna.awaitError("LIMIT_CONVERSATION_RATE").getLong("retry_after_ms")).isPositive();
      // Another connection of hers is no way around it, and others are not touched.
      TalkClient again = server.connect(Forge.token("anna", "talk"));
      again.send("conversation_start", "{}").awaitError("LIMIT_CONVERSATION_RATE");
      TalkClient bert = server.connect(Forge.token("bert", "talk"));
      bert.send("conversation_start", "{}").await1("conversation_start");
      server.leave();
    }
  }

  @Test
  void shouldNotLetOneUserHoldTheConversationsOfAll() throws Exception {
    try (AttackedServer server =
        AttackedServer.guarded(folder, "server.limits.user.conversations=2")) {
      for (int i = 0; i < 2; i++) {
        server
            .connect(Forge.token("anna", "talk"))
            .send("conversation_start", "{}")
            .await1("conversation_start");
      }

      server
          .connect(Forge.token("anna", "talk"))
          .send("conversation_start", "{}")
          .awaitError("LIMIT_CONVERSATIONS");

      server
          .connect(Forge.token("bert", "talk"))
          .send("conversation_start", "{}")
          .await1("conversation_start");
      server.leave();
    }
  }

  @Test
  void shouldNotLetOneUserHoardClientTokens() throws Exception {
    try (AttackedServer server =
        AttackedServer.guarded(folder, "security.client_tokens.capacity=20")) {
      String anna = Forge.token("anna", "talk");
      for (int i = 0; i < 2; i++) {
        assertThat(server.call("POST", "/v1/client_tokens", anna).status()).isEqualTo(201);
      }

      Answer answer = server.call("POST", "/v1/client_tokens", anna);

      assertThat(answer.status()).isIn(429, 503);
      assertThat(answer.code()).isEqualTo("CLIENT_TOKENS_EXHAUSTED");
      assertThat(server.call("POST", "/v1/client_tokens", server.key()).status()).isEqualTo(201);
    }
  }
}
