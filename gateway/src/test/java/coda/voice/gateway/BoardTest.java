package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.sessions.SessionView;
import coda.voice.protocol.coda.ServerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What whoever runs the server sees of sessions, and what is counted. */
class BoardTest {
  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void shouldHoldNothing() {
    gateway.awaitNothingHeld();
    gateway.close();
  }

  @Test
  void shouldShowASessionWhileItLives() {
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{\"conversation_id\":\"one\"}");
      client.await1(ServerMessage.ConversationStarted.class);
      client.send("voice_chunk", "{\"text_content\":\"hello\"}");
      client.await1(ServerMessage.VoiceResponse.class);

      SessionView view = only();
      assertThat(view.conversation()).isEqualTo("one");
      assertThat(view.door()).isEqualTo("coda");
      assertThat(view.address()).isEqualTo("127.0.0.1");
      assertThat(view.replies()).isEqualTo(1);
      assertThat(view.lastActive()).isAfterOrEqualTo(view.since());
      assertThat(gateway.board.phases()).containsEntry(view.phase(), 1);
    }
    await().until(() -> gateway.board.views().isEmpty());
  }

  @Test
  void shouldEndASessionFromOutside() {
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{}");
      client.await1(ServerMessage.ConversationStarted.class);

      assertThat(gateway.board.end(only().handle(), "ended")).isTrue();

      client.await1(ServerMessage.ConversationEnded.class);
      await().until(() -> gateway.board.views().isEmpty());
    }
  }

  @Test
  void shouldNotEndASessionThatIsNotThere() {
    assertThat(gateway.board.end("s-0000000000000000", "ended")).isFalse();
  }

  @Test
  void shouldCountWhatFails() {
    try (TestClient client = gateway.client()) {
      client.send("nonsense", "{}").awaitError("PROTOCOL_UNKNOWN_TYPE");
    }
    assertThat(
            gateway
                .meters
                .get("coda.errors")
                .tags("door", "coda", "code", "PROTOCOL_UNKNOWN_TYPE")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(gateway.meters.get("coda.messages").tag("direction", "in").counter().count())
        .isEqualTo(1);
  }

  private SessionView only() {
    assertThat(gateway.board.views()).hasSize(1);
    SessionView view = gateway.board.views().getFirst();
    assertThat(gateway.board.view(view.handle())).isPresent();
    return view;
  }
}
