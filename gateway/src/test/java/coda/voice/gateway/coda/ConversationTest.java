package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.wav.WavFile;
import coda.voice.gateway.TestClient;
import coda.voice.gateway.TestGateway;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void close() {
    await().untilAsserted(() -> assertThat(gateway.blockedLoops()).isEmpty());
    gateway.close();
    assertThat(gateway.held()).isEqualTo(TestGateway.nothing());
  }

  @Test
  void shouldAnswerATypedMessageInText() {
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{\"conversation_id\":\"mine\"}");
      client.send("voice_chunk", "{\"text_content\":\"good morning\",\"is_final\":true}");

      ServerMessage.VoiceResponse response = client.await1(ServerMessage.VoiceResponse.class);

      assertThat(client.await1(ServerMessage.ConversationStarted.class).conversationId())
          .isEqualTo("mine");
      assertThat(response.textContent()).isEqualTo("You said good morning.");
      assertThat(response.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(response.audioData()).isEmpty();
      List<ServerMessage.VoiceStreamChunk> chunks =
          client.all(ServerMessage.VoiceStreamChunk.class);
      assertThat(chunks.getLast().isComplete()).isTrue();
      assertThat(chunks).allMatch(chunk -> chunk.audioData().isEmpty());
    }
  }

  @Test
  void shouldAnswerSpeechWithTranscriptAndPacedWav() {
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{}");
      client.send("voice_start", "{}");
      client.await1(ServerMessage.VoiceStarted.class);
      speak(client);

      ServerMessage.VoiceResponse response = client.await1(ServerMessage.VoiceResponse.class);

      assertThat(
              client
                  .awaitOne(ServerMessage.Transcript.class, ServerMessage.Transcript::isFinal)
                  .text())
          .isEqualTo("hello there");
      assertThat(client.all(ServerMessage.SpeechStarted.class)).hasSize(1);
      assertThat(client.all(ServerMessage.SpeechStopped.class)).hasSize(1);
      assertThat(response.textContent()).isEqualTo("You said hello there.");
      assertThat(response.confidenceScore()).hasValue(0.75);
      assertThat(response.latency().total()).isPresent();
      List<ServerMessage.VoiceStreamChunk> chunks =
          client.all(ServerMessage.VoiceStreamChunk.class);
      long samples =
          chunks.stream()
              .flatMap(chunk -> chunk.audioData().stream())
              .mapToLong(hex -> WavFile.read(HexFormat.of().parseHex(hex)).length())
              .sum();
      assertThat(samples).isEqualTo(4 * 200 * 16);
      assertThat(chunks.stream().map(ServerMessage.VoiceStreamChunk::chunkIndex))
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(
              String.join(
                      "", chunks.stream().map(ServerMessage.VoiceStreamChunk::textContent).toList())
                  .strip())
          .isEqualTo("You said hello there.");
    }
  }

  private static void speak(TestClient client) {
    String loud = hex((short) 4000);
    String quiet = hex((short) 0);
    for (int i = 0; i < 8; i++) {
      client.send("voice_chunk", "{\"audio_data\":\"" + loud + "\"}");
    }
    for (int i = 0; i < 20; i++) {
      client.send("voice_chunk", "{\"audio_data\":\"" + quiet + "\"}");
    }
  }

  private static String hex(short value) {
    byte[] bytes = new byte[3_200];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = (byte) value;
      bytes[i + 1] = (byte) (value >> 8);
    }
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void shouldNameTheMessageItAnswers() {
    try (TestClient client = gateway.client()) {
      client.send("ping", "{\"nonce\":\"x\"}");
      client.await1(ServerMessage.Pong.class);

      assertThat(client.messages().getLast().inReplyTo()).isEqualTo(Optional.of("ping"));
    }
  }
}
