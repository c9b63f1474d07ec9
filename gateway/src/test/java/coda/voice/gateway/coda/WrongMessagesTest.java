package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.Sounds;
import coda.voice.gateway.TestClient;
import coda.voice.gateway.TestGateway;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.ServerMessage;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything sent wrong: a clear error each time, the server lives, nothing leaks. */
class WrongMessagesTest {
  private static final TestGateway GATEWAY = new TestGateway();

  @AfterEach
  void shouldHoldNothing() {
    GATEWAY.awaitNothingHeld();
  }

  @AfterAll
  static void shouldHaveHeldNoEventLoop() {
    GATEWAY.close();
    assertThat(GATEWAY.blockedLoops()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          not json                                         | PROTOCOL_NOT_JSON
          {"type":"ping","data":{}                         | PROTOCOL_NOT_JSON
          {"type":"ping","data":{}} trailing               | PROTOCOL_NOT_JSON
          [1,2,3]                                          | PROTOCOL_NOT_OBJECT
          42                                               | PROTOCOL_NOT_OBJECT
          {"data":{}}                                      | PROTOCOL_FIELD_MISSING
          {"type":7,"data":{}}                             | PROTOCOL_FIELD_INVALID
          {"type":"voice_start"}                           | PROTOCOL_FIELD_MISSING
          {"type":"voice_start","data":"x"}                | PROTOCOL_FIELD_INVALID
          {"type":"dance","data":{}}                       | PROTOCOL_UNKNOWN_TYPE
          {"type":"auth","data":{}}                        | PROTOCOL_FIELD_MISSING
          {"type":"auth","data":{"token":5}}               | PROTOCOL_FIELD_INVALID
          {"type":"conversation_start","data":{"conversation_id":"a b"}} | PROTOCOL_FIELD_INVALID
          {"type":"conversation_start","data":{"mode":"loud"}}  | PROTOCOL_FIELD_INVALID
          {"type":"conversation_start","data":{"mode":"moshi_only"}} | MODE_UNAVAILABLE
          {"type":"conversation_start","data":{"language":"xx"}}   | LANGUAGE_UNAVAILABLE
          {"type":"conversation_start","data":{"voice":"nobody"}}  | VOICE_UNAVAILABLE
          {"type":"conversation_start","data":{"profile":"calm"}}  | PROTOCOL_NOT_SUPPORTED
          {"type":"conversation_start","data":{"history":[1]}}     | PROTOCOL_FIELD_INVALID
          {"type":"voice_start","data":{}}                 | CONVERSATION_NOT_ACTIVE
          {"type":"voice_start","data":{"audio_config":{"sample_rate":1}}} | PROTOCOL_FIELD_INVALID
          {"type":"voice_start","data":{"audio_config":{"format":"mp9"}}}  | PROTOCOL_FIELD_INVALID
          {"type":"voice_chunk","data":{"audio_data":"00"}}    | CONVERSATION_NOT_ACTIVE
          {"type":"voice_chunk","data":{"audio_data":7}}       | PROTOCOL_FIELD_INVALID
          {"type":"voice_chunk","data":{"text_content":"hi"}}  | CONVERSATION_NOT_ACTIVE
          {"type":"voice_chunk","data":{}}                 | PROTOCOL_FIELD_MISSING
          {"type":"voice_end","data":{}}                   | CONVERSATION_NOT_ACTIVE
          {"type":"interrupt","data":{}}                   | CONVERSATION_NOT_ACTIVE
          {"type":"playback","data":{"response_id":"r"}}   | PROTOCOL_FIELD_MISSING
          {"type":"playback","data":{"response_id":"r","played_ms":-1}} | PROTOCOL_FIELD_INVALID
          {"type":"playback","data":{"response_id":"r","played_ms":1}}  | CONVERSATION_NOT_ACTIVE
          {"type":"subscribe","data":{}}                   | PROTOCOL_FIELD_MISSING
          {"type":"subscribe","data":{"event_types":["no"]}}   | PROTOCOL_FIELD_INVALID
          {"type":"subscribe","data":{"event_types":["system_status"]}} | PROTOCOL_NOT_SUPPORTED
          {"type":"unsubscribe","data":{"event_types":5}}  | PROTOCOL_FIELD_INVALID
          {"type":"configure","data":{}}                   | PROTOCOL_FIELD_MISSING
          {"type":"configure","data":{"silence_ms":5}}     | PROTOCOL_FIELD_INVALID
          {"type":"configure","data":{"silence_ms":500}}   | CONVERSATION_NOT_ACTIVE
          {"type":"resume","data":{"resume_token":"t","last_seq":1}}    | RESUME_UNKNOWN
          {"type":"resume","data":{}}                      | PROTOCOL_FIELD_MISSING
          {"type":"conversation_end","data":{}}            | CONVERSATION_NOT_ACTIVE
          """)
  void shouldAnswerAWrongMessageAndGoOn(String message, String code) {
    try (TestClient client = GATEWAY.client()) {
      client.send(message);

      ServerMessage.Failure failure = client.awaitError(code);

      assertThat(failure.error()).isNotBlank().doesNotContain("Exception").doesNotContain("coda.");
      assertThat(failure.reference()).matches("[0-9a-f]{8}");
      assertThat(failure.fatal()).isFalse();
      assertThat(client.alive()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          conversation_start | {}                           | CONVERSATION_ACTIVE
          voice_chunk        | {"audio_data":"000"}         | PROTOCOL_AUDIO_ENCODING
          voice_chunk        | {"audio_data":"00zz"}        | PROTOCOL_AUDIO_ENCODING
          voice_chunk        | {"audio_data":"524946460000000057415645","is_final":true} | AUDIO_
          configure          | {"voice":"nobody"}           | VOICE_UNAVAILABLE
          configure          | {"language":"xx"}            | LANGUAGE_UNAVAILABLE
          configure          | {"mode":"hybrid"}            | MODE_UNAVAILABLE
          configure          | {"silence_ms":900,"complete_silence_ms":1000} | TURN_SETTINGS_INVALID
          """)
  void shouldAnswerAWrongMessageInAConversationAndGoOn(String type, String data, String code) {
    try (TestClient client = talking("hex")) {
      client.send(type, data);

      ServerMessage.Failure failure =
          client.awaitOne(ServerMessage.Failure.class, f -> f.code().startsWith(code));

      assertThat(failure.error()).isNotBlank().doesNotContain("Exception");
      stillAnswers(client);
    }
  }

  @Test
  void shouldRefuseBase64ThatIsCutOff() {
    try (TestClient client = talking("base64")) {
      client.send("voice_chunk", "{\"audio_data\":\"AAA\"}");
      client.awaitError("PROTOCOL_AUDIO_ENCODING");

      stillAnswers(client);
    }
  }

  @Test
  void shouldComplainAboutAHalfSampleButTakeTheRest() {
    try (TestClient client = talking("hex")) {
      client.send(
          "voice_chunk",
          "{\"audio_data\":\"" + Sounds.hex(Sounds.pcm(400)) + "00\",\"is_final\":true}");

      assertThat(client.awaitError("AUDIO_HALF_SAMPLE").error()).contains("1 byte");
      client.await1(ServerMessage.VoiceResponse.class);
    }
  }

  @Test
  void shouldRefuseBinaryGarbage() {
    try (TestClient client = talking("binary")) {
      int stream = client.await1(ServerMessage.VoiceStarted.class).streamId();
      client.send(new byte[0]);
      client.send(new byte[] {1, 2, 3});
      client.send(new byte[64]);
      client.send(frame(BinaryFrame.Kind.REPLY, stream));
      client.send(frame(BinaryFrame.Kind.MICROPHONE, stream + 1));
      await()
          .untilAsserted(
              () ->
                  assertThat(client.all(ServerMessage.Failure.class))
                      .hasSize(5)
                      .allMatch(failure -> failure.code().equals("PROTOCOL_BINARY_FRAME")));

      client.send(frame(BinaryFrame.Kind.MICROPHONE, stream));
      client.send("voice_chunk", "{\"is_final\":true}");
      client.await1(ServerMessage.VoiceResponse.class);
    }
  }

  @Test
  void shouldRefuseAudioThatTravelsOtherwiseThanAgreed() {
    try (TestClient binary = talking("binary");
        TestClient hex = talking("hex")) {
      binary.send("voice_chunk", "{\"audio_data\":\"0000\"}");
      hex.send(frame(BinaryFrame.Kind.MICROPHONE, 1));

      binary.awaitError("PROTOCOL_AUDIO_ENCODING");
      hex.awaitError("PROTOCOL_AUDIO_ENCODING");
    }
  }

  @Test
  void shouldRefuseOpusGarbage() {
    try (TestClient client = GATEWAY.client()) {
      client.send("conversation_start", "{}");
      client.send("voice_start", "{\"audio_config\":{\"format\":\"opus\"}}");
      client.send("voice_chunk", "{\"audio_data\":\"ffffffffffffffff\"}");

      client.awaitError("AUDIO_OPUS_INVALID");
      assertThat(client.alive()).isTrue();
    }
  }

  @Test
  void shouldRefuseVoiceMessagesInTheWrongOrder() {
    try (TestClient client = GATEWAY.client()) {
      client.send("conversation_start", "{}");
      client.send("voice_chunk", "{\"audio_data\":\"0000\"}").awaitError("VOICE_NOT_STARTED");
      client.send("voice_end", "{}");
      client.send("voice_chunk", "{\"is_final\":true}");
      await()
          .untilAsserted(
              () ->
                  assertThat(client.all(ServerMessage.Failure.class))
                      .hasSize(3)
                      .allMatch(failure -> failure.code().equals("VOICE_NOT_STARTED")));

      client.send("voice_start", "{}").await1(ServerMessage.VoiceStarted.class);
      client.send("voice_end", "{}").await1(ServerMessage.VoiceEnded.class);
      client.send("voice_chunk", "{\"audio_data\":\"0000\"}");
      await().until(() -> client.all(ServerMessage.Failure.class).size() == 4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"voice_start", "voice_end", "interrupt", "conversation_end"})
  void shouldRefuseEverythingAfterTheEnd(String type) {
    try (TestClient client = talking("hex")) {
      client.send("conversation_end", "{}").await1(ServerMessage.ConversationEnded.class);
      client.send(type, "{}");

      assertThat(client.awaitError("CONVERSATION_NOT_ACTIVE").error())
          .isEqualTo("No active conversation");
      assertThat(client.alive()).isTrue();
    }
  }

  @Test
  void shouldComplainOnceInAWhileAboutAudioThatNobodyExpects() {
    try (TestClient client = GATEWAY.client()) {
      for (int i = 0; i < 40; i++) {
        client.send("voice_chunk", "{\"audio_data\":\"0000\"}");
      }
      assertThat(client.alive()).isTrue();

      assertThat(client.all(ServerMessage.Failure.class)).hasSizeBetween(1, 3);
    }
  }

  @Test
  void shouldRefuseAnIdThatIsTakenAndOneOfAnotherConversation() {
    try (TestClient first = GATEWAY.client();
        TestClient second = GATEWAY.client()) {
      first.send("conversation_start", "{\"conversation_id\":\"same\"}");
      first.await1(ServerMessage.ConversationStarted.class);
      second.send("conversation_start", "{\"conversation_id\":\"same\"}");

      assertThat(second.awaitError("CONVERSATION_IN_USE").retryAfterMs()).isPresent();
      first.send("{\"type\":\"interrupt\",\"conversation_id\":\"other\",\"data\":{}}");
      first.awaitError("CONVERSATION_NOT_ACTIVE");
      first.send("conversation_end", "{}").await1(ServerMessage.ConversationEnded.class);
      second.send("conversation_start", "{\"conversation_id\":\"same\"}");
      second.await1(ServerMessage.ConversationStarted.class);
    }
  }

  @Test
  void shouldNameTheMessageAtFault() {
    try (TestClient client = GATEWAY.client()) {
      client.send("voice_end", "{}").awaitError("CONVERSATION_NOT_ACTIVE");
      client.send("{\"type\":\"dance\",\"message_id\":\"m7\",\"data\":{}}");
      client.awaitError("PROTOCOL_UNKNOWN_TYPE");

      assertThat(client.messages().stream().map(m -> m.inReplyTo()))
          .contains(Optional.of("voice_end"), Optional.of("m7"));
    }
  }

  private static TestClient talking(String encoding) {
    TestClient client = GATEWAY.client();
    client.send("conversation_start", "{}");
    client.send(
        "voice_start",
        "{\"audio_config\":{\"conversation_mode\":\"push_to_talk\",\"encoding\":\""
            + encoding
            + "\"}}");
    client.await1(ServerMessage.VoiceStarted.class);
    return client;
  }

  private static void stillAnswers(TestClient client) {
    client.send("voice_chunk", "{\"text_content\":\"still there\"}");
    client.await1(ServerMessage.VoiceResponse.class);
  }

  private static byte[] frame(BinaryFrame.Kind kind, int stream) {
    ByteBuffer audio = ByteBuffer.wrap(Sounds.pcm(400));
    return new BinaryFrame(kind, false, stream, 0, 0, audio).encode();
  }
}
