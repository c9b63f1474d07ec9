package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.codec.G711;
import coda.voice.audio.codec.OpusDecoder;
import coda.voice.audio.codec.OpusEncoder;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.gateway.ListeningRecognizer;
import coda.voice.gateway.Sounds;
import coda.voice.gateway.TestClient;
import coda.voice.gateway.TestGateway;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole conversations, done right. */
class ConversationTest {
  /** "You said hello there." at 200 ms a word. */
  private static final int REPLY_MS = 800;

  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void shouldHoldNothingAndNoEventLoop() {
    gateway.awaitNothingHeld();
    gateway.close();
    assertThat(gateway.blockedLoops()).isEmpty();
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
      assertThat(chunks(client)).allMatch(chunk -> chunk.audioData().isEmpty());
      assertThat(chunks(client).getLast().isComplete()).isTrue();
    }
  }

  @Test
  void shouldHearAnOpenMicrophoneAndFindTheEndOfTheTurn() {
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{}").send("voice_start", "{}");
      client.await1(ServerMessage.VoiceStarted.class);
      Sounds.stream(client, 600, 600);

      ServerMessage.VoiceResponse response = client.await1(ServerMessage.VoiceResponse.class);

      assertThat(client.all(ServerMessage.SpeechStarted.class)).hasSize(1);
      assertThat(client.all(ServerMessage.SpeechStopped.class)).hasSize(1);
      assertThat(transcript(client).text()).isEqualTo("hello there");
      assertThat(response.textContent()).isEqualTo("You said hello there.");
      assertThat(response.confidenceScore()).hasValue(0.75);
      assertThat(response.latency().endpointing()).isPresent();
      assertThat(response.latency().total()).isPresent();
      assertThat(response.processingTime()).isPositive();
    }
  }

  @Test
  void shouldSendWordsAndWavInOrderAndTheFirstSoundAtOnce() {
    try (TestClient client = pushToTalk("{\"encoding\":\"hex\"}")) {
      client.send("voice_chunk", chunk(Sounds.hex(Sounds.pcm(400)), true));
      client.await1(ServerMessage.VoiceResponse.class);

      List<ServerMessage.VoiceStreamChunk> chunks = chunks(client);
      List<WavAudio> pieces =
          chunks.stream()
              .flatMap(chunk -> chunk.audioData().stream())
              .map(hex -> WavFile.read(HexFormat.of().parseHex(hex)))
              .toList();
      assertThat(pieces.getFirst().durationMs()).isEqualTo(20);
      assertThat(pieces).allMatch(piece -> piece.durationMs() <= 100);
      assertThat(pieces.stream().mapToLong(WavAudio::durationMs).sum()).isEqualTo(REPLY_MS);
      assertThat(chunks.getFirst().textContent().strip()).isEqualTo("You said hello there.");
      assertThat(chunks.stream().map(ServerMessage.VoiceStreamChunk::chunkIndex))
          .containsExactlyElementsOf(
              java.util.stream.LongStream.range(0, chunks.size()).boxed().toList());
      assertThat(chunks.stream().filter(ServerMessage.VoiceStreamChunk::isComplete)).hasSize(1);
      assertThat(chunks.getLast().isComplete()).isTrue();
    }
  }

  @Test
  void shouldTakeAWholeWavFileOfAnotherRateInStereo() {
    try (TestClient client = pushToTalk("{\"encoding\":\"base64\"}")) {
      short[] stereo = new short[2 * 48_000 / 2];
      Arrays.fill(stereo, (short) 3000);
      byte[] wav = WavFile.bytes(new WavAudio(48_000, 2, stereo));
      client.send("voice_chunk", chunk(Base64.getEncoder().encodeToString(wav), true));

      client.await1(ServerMessage.VoiceResponse.class);

      assertThat(gateway.heardSamples()).isEqualTo(16_000 / 2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200})
  void shouldHearARecordingNoFasterThanTheRecogniserListens(int messages) {
    ListeningRecognizer recognizer = ListeningRecognizer.fast();
    gateway.other = recognizer::in;
    int seconds = 20;
    try (TestClient client = pushToTalk("{\"encoding\":\"hex\"}")) {
      String piece = Sounds.hex(Sounds.pcm(seconds * 1_000 / messages));
      for (int i = 1; i <= messages; i++) {
        client.send("voice_chunk", chunk(piece, i == messages));
      }

      assertThat(client.await1(ServerMessage.VoiceResponse.class).textContent())
          .isEqualTo("You said hello there.");
      assertThat(recognizer.heardMs).hasValue(seconds * 1_000);
    }
  }

  @Test
  void shouldJoinSamplesThatMessagesCutInTwo() {
    try (TestClient client = pushToTalk("{\"format\":\"pcm16\",\"channels\":2}")) {
      byte[] stereo = Sounds.pcm(400);
      for (int from = 0; from < stereo.length; from += 333) {
        byte[] piece = Arrays.copyOfRange(stereo, from, Math.min(from + 333, stereo.length));
        client.send("voice_chunk", chunk(Sounds.hex(piece), false));
      }
      client.send("voice_end", "{}");

      assertThat(client.await1(ServerMessage.VoiceEnded.class).durationMs()).isEqualTo(200);
      client.await1(ServerMessage.VoiceResponse.class);
      assertThat(gateway.heardSamples()).isEqualTo(3_200);
      assertThat(client.all(ServerMessage.Failure.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mulaw", "alaw"})
  void shouldSpeakTheLawsOfTheTelephone(String format) {
    G711 law = format.equals("mulaw") ? G711.MU_LAW : G711.A_LAW;
    try (TestClient client =
        pushToTalk(
            "{\"format\":\"" + format + "\",\"sample_rate\":8000,\"encoding\":\"base64\"}")) {
      short[] samples = Sounds.samples(8_000 * 400 / 1_000);
      byte[] codes = new byte[samples.length];
      law.encode(samples, 0, samples.length, codes, 0);
      client.send("voice_chunk", chunk(Base64.getEncoder().encodeToString(codes), true));
      client.await1(ServerMessage.VoiceResponse.class);

      long bytes =
          chunks(client).stream()
              .flatMap(chunk -> chunk.audioData().stream())
              .mapToLong(text -> Base64.getDecoder().decode(text).length)
              .sum();

      assertThat(bytes).isBetween(8L * (REPLY_MS - 20), 8L * (REPLY_MS + 20));
    }
  }

  @Test
  void shouldSpeakOpusInBinaryFrames() {
    try (TestClient client =
        pushToTalk("{\"format\":\"opus\",\"encoding\":\"binary\",\"sample_rate\":16000}")) {
      int stream = client.await1(ServerMessage.VoiceStarted.class).streamId();
      OpusEncoder encoder = new OpusEncoder(16_000);
      short[] samples = Sounds.samples(16_000 * 400 / 1_000);
      byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
      for (int at = 0; at < samples.length; at += encoder.frameLength()) {
        int length = encoder.encode(samples, at, packet, 0);
        client.send(microphone(stream, at, ByteBuffer.wrap(packet, 0, length)));
      }
      client.send("voice_chunk", "{\"is_final\":true}");
      client.await1(ServerMessage.VoiceResponse.class);

      List<BinaryFrame> frames = client.binaries().stream().map(BinaryFrame::decode).toList();
      assertThat(frames).allMatch(frame -> frame.kind() == BinaryFrame.Kind.REPLY);
      assertThat(frames).allMatch(frame -> frame.stream() == stream);
      assertThat(frames.stream().map(BinaryFrame::sequence)).doesNotHaveDuplicates().isSorted();
      assertThat(frames.stream().filter(BinaryFrame::last)).containsExactly(frames.getLast());
      OpusDecoder decoder = new OpusDecoder(16_000);
      short[] room = new short[decoder.maxOutput()];
      long decoded = 0;
      for (BinaryFrame frame : frames.subList(0, frames.size() - 1)) {
        decoded += decoder.decode(frame.bytes(), 0, frame.bytes().length, room, 0);
      }
      assertThat(decoded).isBetween(16L * (REPLY_MS - 20), 16L * (REPLY_MS + 20));
    }
  }

  @Test
  void shouldStopAtOnceWhenInterruptedAndSayWhatWasHeard() {
    try (TestClient client = pushToTalk("{}")) {
      client.send("voice_chunk", "{\"text_content\":\"a b c d e f g h i j k l m n o p q r s t\"}");
      client.awaitOne(ServerMessage.VoiceStreamChunk.class, chunk -> chunk.chunkIndex() == 8);
      client.send("interrupt", "{}");

      ServerMessage.VoiceResponse response = client.await1(ServerMessage.VoiceResponse.class);

      ServerMessage.Interrupted cut = client.await1(ServerMessage.Interrupted.class);
      assertThat(cut.reason()).isEqualTo("client");
      assertThat(cut.heardMs()).isLessThan(4_000);
      assertThat(response.outcome()).isIn(Outcome.TRUNCATED, Outcome.CANCELLED);
      assertThat(response.textContent()).isEqualTo(cut.heardText());
      List<ServerMessage> all =
          client.messages().stream().map(e -> (ServerMessage) e.message()).toList();
      assertThat(all.subList(all.indexOf(cut), all.size()))
          .filteredOn(ServerMessage.VoiceStreamChunk.class::isInstance)
          .allMatch(m -> ((ServerMessage.VoiceStreamChunk) m).audioData().isEmpty());
    }
  }

  @Test
  void shouldTellWhoSubscribedAndNobodyElse() {
    try (TestClient curious = gateway.client();
        TestClient other = gateway.client()) {
      for (TestClient client : List.of(curious, other)) {
        if (client == curious) {
          client.send(
              "subscribe",
              "{\"event_types\":[\"conversation_created\",\"processing_started\","
                  + "\"processing_completed\",\"conversation_ended\",\"metrics\"]}");
        }
        client.send("conversation_start", "{}");
        client.send("voice_chunk", "{\"text_content\":\"hi\"}");
        client.await1(ServerMessage.VoiceResponse.class);
        client.send("conversation_end", "{}");
        assertThat(client.await1(ServerMessage.ConversationEnded.class).metrics().replies())
            .isEqualTo(1);
      }
      curious.awaitOne(
          ServerMessage.Status.class, status -> status.eventType().equals("conversation_ended"));

      assertThat(
              curious.all(ServerMessage.Status.class).stream().map(ServerMessage.Status::eventType))
          .containsExactly(
              "conversation_created",
              "processing_started",
              "processing_completed",
              "conversation_ended");
      assertThat(curious.await1(ServerMessage.Metrics.class).values()).containsKey("bytes_in");
      assertThat(other.all(ServerMessage.Status.class)).isEmpty();
      assertThat(other.all(ServerMessage.Metrics.class)).isEmpty();
    }
  }

  @Test
  void shouldConfigureALiveConversation() {
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{}");
      client.send("configure", "{\"voice\":\"fancy\",\"mode\":\"traditional\",\"silence_ms\":400}");

      ServerMessage.Status status = client.await1(ServerMessage.Status.class);

      assertThat(status.eventType()).isEqualTo("conversation_updated");
      assertThat(status.data())
          .containsEntry("voice", "fancy")
          .containsEntry("mode", "traditional")
          .containsEntry("turns_changed", true);
      assertThat(client.all(ServerMessage.Failure.class)).isEmpty();
    }
  }

  @Test
  void shouldTellThatACommittedTurnLedToNothing() {
    gateway.modelFails();
    try (TestClient client = pushToTalk("{}")) {
      client.send("voice_chunk", chunk(Sounds.hex(Sounds.pcm(400)), true));

      ServerMessage.Failure failure = client.awaitError("ENGINE_FAILED");

      assertThat(failure.error()).startsWith("Voice processing failed: ").doesNotContain("secret");
      assertThat(failure.reference()).isNotEmpty();
      assertThat(failure.fatal()).isFalse();
      assertThat(client.alive()).isTrue();
    }
  }

  @Test
  void shouldStartASecondConversationAndVoiceStreamOnTheSameSocket() {
    try (TestClient client = pushToTalk("{}")) {
      int first = client.await1(ServerMessage.VoiceStarted.class).streamId();
      client.send("voice_start", "{\"audio_config\":{\"sample_rate\":8000}}");
      client.awaitOne(ServerMessage.VoiceStarted.class, m -> m.streamId() != first);
      client.send("conversation_end", "{}").await1(ServerMessage.ConversationEnded.class);
      client.send("conversation_start", "{\"conversation_id\":\"second\"}");
      client.send("voice_chunk", "{\"text_content\":\"hi\"}");

      assertThat(client.await1(ServerMessage.VoiceResponse.class).conversationId())
          .isEqualTo("second");
    }
  }

  @Test
  void shouldBeginAnewAtOnceUnderTheSameName() {
    try (TestClient client = gateway.client()) {
      for (int i = 0; i < 20; i++) {
        client.send("conversation_start", "{\"conversation_id\":\"again\"}");
        client.send("conversation_end", "{}");
      }
      client.awaitOne(
          ServerMessage.Connect.class,
          ignored -> client.all(ServerMessage.ConversationEnded.class).size() == 20);

      assertThat(client.all(ServerMessage.Failure.class)).isEmpty();
    }
  }

  @Test
  void shouldNameTheMessageItAnswersAndTheConversation() {
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{\"conversation_id\":\"mine\"}");
      client.send("ping", "{\"nonce\":\"x\"}").await1(ServerMessage.Pong.class);

      Envelope<ServerMessage> pong =
          client.messages().stream()
              .filter(envelope -> envelope.message() instanceof ServerMessage.Pong)
              .findFirst()
              .orElseThrow();
      assertThat(pong.inReplyTo()).isEqualTo(Optional.of("ping"));
      assertThat(pong.conversationId()).isEqualTo(Optional.of("mine"));
    }
  }

  @Test
  void shouldAnswerAuthAndCloseOnRequest() {
    try (TestClient client = gateway.client()) {
      assertThat(client.await1(ServerMessage.Connect.class).authRequired()).isFalse();
      client.send("auth", "{\"user_id\":\"anna\",\"token\":\"t\"}");
      assertThat(client.await1(ServerMessage.AuthSuccess.class).userId()).isEqualTo("anna");
      client.send("disconnect", "{}");

      assertThat(client.awaitClose()).isEqualTo(1000);
    }
  }

  private TestClient pushToTalk(String audioConfig) {
    TestClient client = gateway.client();
    String config =
        audioConfig.equals("{}")
            ? "{\"conversation_mode\":\"push_to_talk\"}"
            : audioConfig.replaceFirst("}$", ",\"conversation_mode\":\"push_to_talk\"}");
    client.send("conversation_start", "{}");
    client.send("voice_start", "{\"audio_config\":" + config + "}");
    client.await1(ServerMessage.VoiceStarted.class);
    return client;
  }

  private static ServerMessage.Transcript transcript(TestClient client) {
    return client.awaitOne(ServerMessage.Transcript.class, ServerMessage.Transcript::isFinal);
  }

  private static List<ServerMessage.VoiceStreamChunk> chunks(TestClient client) {
    return client.all(ServerMessage.VoiceStreamChunk.class);
  }

  private static String chunk(String audio, boolean isFinal) {
    return "{\"audio_data\":\"" + audio + "\",\"is_final\":" + isFinal + "}";
  }

  private static byte[] microphone(int stream, int at, ByteBuffer payload) {
    return new BinaryFrame(BinaryFrame.Kind.MICROPHONE, false, stream, at, at, payload).encode();
  }
}
