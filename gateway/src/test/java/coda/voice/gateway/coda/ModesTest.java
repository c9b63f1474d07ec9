package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ProcessingMode;
import coda.voice.gateway.Sounds;
import coda.voice.gateway.TestClient;
import coda.voice.gateway.TestGateway;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.ServerMessage.ConversationStarted;
import coda.voice.protocol.coda.ServerMessage.ConversationState;
import coda.voice.protocol.coda.ServerMessage.Failure;
import coda.voice.protocol.coda.ServerMessage.Status;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.ServerMessage.VoiceStarted;
import coda.voice.testkit.engines.TalkingDuplexModel;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations on a server with a duplex model. */
class ModesTest {
  private static final String CHAIN = "You said hello there.";
  private static final String EVENTS =
      "{\"event_types\":[\"turn_routed\",\"turn_answered\",\"mode_changed\"]}";

  private TalkingDuplexModel duplex = new TalkingDuplexModel("en");
  private TestGateway gateway = new TestGateway(ProcessingMode.ADAPTIVE, duplex);

  @AfterEach
  void shouldHoldNothingAndNoEventLoop() {
    gateway.awaitNothingHeld();
    gateway.close();
    assertThat(gateway.blockedLoops()).isEmpty();
  }

  @Test
  void shouldLetTheDuplexModelAnswerAndSaySo() {
    try (TestClient client = talking("moshi_only")) {
      client.send("subscribe", EVENTS);
      Sounds.stream(client, 600, 600);

      VoiceResponse response = client.await1(VoiceResponse.class);

      assertThat(response.textContent()).isEqualTo(TalkingDuplexModel.SENTENCE);
      assertThat(response.mode()).isEqualTo(Mode.MOSHI_ONLY);
      assertThat(event(client, "turn_routed"))
          .containsEntry("response_id", response.responseId())
          .containsEntry("mode", "moshi_only")
          .containsEntry("route", "duplex")
          .containsEntry("explored", false)
          .hasEntrySatisfying("reasons", reasons -> assertThat((List<?>) reasons).isNotEmpty());
      assertThat(event(client, "turn_answered"))
          .containsEntry("response_id", response.responseId())
          .containsEntry("answerer", "duplex")
          .containsKey("reason");
      assertThat(client.all(Failure.class)).isEmpty();
    }
  }

  @Test
  void shouldTellWhoAnswersOnlyToSubscribers() {
    try (TestClient client = talking("hybrid")) {
      client.send("voice_chunk", "{\"text_content\":\"good morning\"}");

      client.await1(VoiceResponse.class);

      assertThat(client.all(Status.class)).isEmpty();
    }
  }

  @Test
  void shouldAnswerATypedMessageThroughTheChainInHybridMode() {
    try (TestClient client = talking("hybrid")) {
      client.send("subscribe", EVENTS);
      client.send("voice_chunk", "{\"text_content\":\"good morning\"}");

      assertThat(client.await1(VoiceResponse.class).textContent())
          .isEqualTo("You said good morning.");
      assertThat(event(client, "turn_routed"))
          .containsEntry("mode", "hybrid")
          .containsEntry("route", "chain")
          .hasEntrySatisfying(
              "reasons",
              reasons -> assertThat(((List<?>) reasons).getFirst().toString()).contains("typed"));
    }
  }

  @Test
  void shouldChangeTheModeBetweenTurnsAndShowIt() {
    try (TestClient client = talking("traditional")) {
      Sounds.stream(client, 600, 600);
      assertThat(client.await1(VoiceResponse.class).textContent()).isEqualTo(CHAIN);
      assertThat(duplex.openStreams()).isZero();

      client.send("configure", "{\"mode\":\"moshi_only\"}");
      client.awaitOne(ConversationState.class, state -> state.mode() == Mode.MOSHI_ONLY);
      Awaitility.await().until(() -> duplex.openStreams() == 1);
      Sounds.stream(client, 600, 600);
      client.awaitOne(
          VoiceResponse.class, r -> r.textContent().equals(TalkingDuplexModel.SENTENCE));

      client.send("voice_chunk", "{\"text_content\":\"and now\",\"mode\":\"traditional\"}");
      client.awaitOne(VoiceResponse.class, r -> r.textContent().equals("You said and now."));
      client.awaitOne(Status.class, s -> s.eventType().equals("conversation_updated"));
      Awaitility.await().until(() -> duplex.openStreams() == 0);
    }
  }

  @Test
  void shouldBeginVoiceInAnotherMode() {
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{}");
      client.send("voice_start", "{\"mode\":\"moshi_only\"}");

      assertThat(client.await1(VoiceStarted.class).mode()).isEqualTo(Mode.MOSHI_ONLY);
      Awaitility.await().until(() -> duplex.openStreams() == 1);
      client.send("conversation_end", "{}");
    }
  }

  @Test
  void shouldSayThatItWorksInASimplerModeAndThatItIsAsAskedAgain() {
    try (TestClient client = talking("moshi_only")) {
      client.send("subscribe", EVENTS);
      Awaitility.await().until(() -> duplex.openStreams() == 1);

      duplex.dies();

      assertThat(event(client, "mode_changed"))
          .isEqualTo(
              Map.of(
                  "requested", "moshi_only",
                  "effective", "traditional",
                  "code", "ENGINE_UNAVAILABLE",
                  "recovered", false));
      Sounds.stream(client, 600, 600);
      assertThat(client.await1(VoiceResponse.class).textContent()).isEqualTo(CHAIN);

      duplex.away(false);

      Status recovered =
          client.awaitOne(
              Status.class,
              s -> s.eventType().equals("mode_changed") && s.data().get("recovered").equals(true));
      assertThat(recovered.data())
          .containsEntry("effective", "moshi_only")
          .containsEntry("code", "");
    }
  }

  @Test
  void shouldRefuseALanguageThatTheModeDoesNotHave() {
    serve(ProcessingMode.TRADITIONAL, "fr");
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{\"mode\":\"hybrid\"}");

      assertThat(client.awaitError("LANGUAGE_UNAVAILABLE").error())
          .isEqualTo(
              "language is \"en-US\", mode is hybrid; allowed in this mode: [fr]; with this"
                  + " language: [traditional, adaptive]");
      client.send("conversation_start", "{}");
      client.await1(ConversationStarted.class);
      client.send("configure", "{\"mode\":\"moshi_only\",\"voice\":\"fancy\"}");
      client.send("voice_start", "{\"mode\":\"hybrid\"}");
      Awaitility.await().untilAsserted(() -> assertThat(client.all(Failure.class)).hasSize(3));
      assertThat(client.all(Failure.class))
          .allMatch(failure -> failure.code().equals("LANGUAGE_UNAVAILABLE"));
      assertThat(client.all(Status.class)).isEmpty();
      assertThat(client.all(VoiceStarted.class)).isEmpty();
    }
  }

  @Test
  void shouldTakeWhatThereIsWhenTheUsualModeDoesNotHaveTheLanguage() {
    serve(ProcessingMode.HYBRID, "fr");
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{\"language\":\"en\"}");

      assertThat(client.await1(ConversationStarted.class).state().mode()).isEqualTo(Mode.ADAPTIVE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"moshi_only", "hybrid"})
  void shouldSayHowToGetADuplexModelWhereThereIsNone(String mode) {
    gateway.close();
    gateway = new TestGateway();
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{\"mode\":\"" + mode + "\"}");

      assertThat(client.awaitError("MODE_UNAVAILABLE").error())
          .contains(mode)
          .contains("Moshi server")
          .contains("engines.duplex_model")
          .contains("docs/moshi.md")
          .endsWith("allowed: [traditional, adaptive]");
    }
  }

  private void serve(ProcessingMode usual, String language) {
    gateway.close();
    duplex = new TalkingDuplexModel(language);
    gateway = new TestGateway(usual, duplex);
  }

  /** A client whose microphone is open. */
  private TestClient talking(String mode) {
    TestClient client = gateway.client();
    client.send("conversation_start", "{\"mode\":\"" + mode + "\"}").send("voice_start", "{}");
    client.await1(VoiceStarted.class);
    return client;
  }

  private static Map<String, Object> event(TestClient client, String type) {
    return client.awaitOne(Status.class, s -> s.eventType().equals(type)).data();
  }
}
