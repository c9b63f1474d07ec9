package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.Sounds;
import coda.voice.gateway.TestClient;
import coda.voice.gateway.TestGateway;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.Precision;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.Interrupted;
import coda.voice.protocol.coda.ServerMessage.PlaybackHeld;
import coda.voice.protocol.coda.ServerMessage.PlaybackResumed;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.ServerMessage.VoiceStreamChunk;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Speech over a reply, as the client is told of it. */
class InterruptionTest {
  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void shouldHoldNothing() {
    gateway.awaitNothingHeld();
    gateway.close();
  }

  @Test
  void shouldHoldTheReplyAndCutItWhenTheWordsAreMeant() {
    try (TestClient client = speaking("a b c d e f g h i j k l m n o p q r s t")) {
      Sounds.stream(client, 600, 600);

      Interrupted cut = client.await1(Interrupted.class);
      String reply = client.await1(PlaybackHeld.class).responseId();

      assertThat(cut.responseId()).isEqualTo(reply);
      assertThat(cut.reason()).isEqualTo("speech");
      assertThat(cut.precision()).isEqualTo(Precision.ESTIMATE);
      assertThat(client.all(PlaybackResumed.class)).isEmpty();
      VoiceResponse ended =
          client.awaitOne(VoiceResponse.class, response -> response.responseId().equals(reply));
      assertThat(ended.outcome()).isEqualTo(Outcome.TRUNCATED);
      assertThat(ended.textContent()).isEqualTo(cut.heardText());
    }
  }

  @Test
  void shouldGoOnAfterACough() {
    try (TestClient client = speaking("a b c d e f g h")) {
      Sounds.stream(client, 80, 600);

      VoiceResponse ended = client.await1(VoiceResponse.class);

      assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(client.await1(PlaybackHeld.class).responseId()).isEqualTo(ended.responseId());
      assertThat(client.await1(PlaybackResumed.class).responseId()).isEqualTo(ended.responseId());
      assertThat(client.all(Interrupted.class)).isEmpty();
    }
  }

  @Test
  void shouldRefuseToStopAReplyThatMustBeHeard() {
    try (TestClient client = speaking("legally a b c d e f g h")) {
      client.send("interrupt", "{}");

      client.awaitError("REPLY_PROTECTED");
      VoiceResponse ended = client.await1(VoiceResponse.class);

      assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(
              client.messages().stream()
                  .filter(envelope -> envelope.message() instanceof ServerMessage.Failure)
                  .map(Envelope::inReplyTo))
          .isEqualTo(List.of(Optional.of("interrupt")));
    }
  }

  /** A client whose microphone is open and to whom a reply is being spoken. */
  private TestClient speaking(String words) {
    TestClient client = gateway.client();
    client.send("conversation_start", "{}").send("voice_start", "{}");
    client.send("voice_chunk", "{\"text_content\":\"" + words + "\"}");
    client.awaitOne(VoiceStreamChunk.class, chunk -> chunk.audioData().isPresent());
    return client;
  }
}
