package coda.voice.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.TestGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions over real sockets, with engines that talk without thinking. */
class RealtimeSessionTest {
  private static final String TRANSCRIBED =
      "\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"transcription\":{\"model\":\"whisper-1\"}}}}";
  private static final String BY_HAND =
      "\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":null}}}";
  private static final String HELLO =
      "\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"hello\"}]}";

  /** Its answer lasts longer than what is sent ahead. */
  private static final String LONG = HELLO.replace("hello", "a word ".repeat(60).strip());

  private TestGateway gateway;
  private RealtimeClient client;

  @BeforeEach
  void open() {
    gateway = new TestGateway();
    client = RealtimeClient.connect(gateway.uri("/v1/realtime?model=gpt-realtime&temperature=0.8"));
  }

  @AfterEach
  void close() {
    client.close();
    gateway.awaitNothingHeld();
    gateway.close();
  }

  @Test
  void shouldSayFirstOfAllWhatItIs() {
    JsonObject session = client.all().getFirst().getJsonObject("session");

    assertThat(session.getString("model")).isEqualTo("gpt-realtime");
    assertThat(session.getString("object")).isEqualTo("realtime.session");
    assertThat(
            session
                .getJsonObject("audio")
                .getJsonObject("input")
                .getJsonObject("turn_detection")
                .getString("type"))
        .isEqualTo("server_vad");
  }

  @Test
  void shouldAnswerASpokenTurnInTheOrderOfTheProtocol() {
    client.send("session.update", TRANSCRIBED).await("session.updated");
    client.forget();

    client.sound(600, true).sound(1_200, false).await("response.done");

    assertThat(client.types())
        .containsExactly(
            "input_audio_buffer.speech_started",
            "input_audio_buffer.speech_stopped",
            "input_audio_buffer.committed",
            "conversation.item.added",
            "conversation.item.done",
            "conversation.item.input_audio_transcription.delta",
            "conversation.item.input_audio_transcription.completed",
            "response.created",
            "response.output_item.added",
            "conversation.item.added",
            "response.content_part.added",
            "response.output_audio_transcript.delta",
            "response.output_audio.delta",
            "response.output_audio.done",
            "response.output_audio_transcript.done",
            "response.content_part.done",
            "conversation.item.done",
            "response.output_item.done",
            "response.done");
    JsonObject done = client.all().getLast().getJsonObject("response");
    assertThat(done.getString("status")).isEqualTo("completed");
    assertThat(done.getJsonObject("usage")).isNotNull();
    assertThat(client.all().stream().map(e -> e.getString("event_id"))).doesNotHaveDuplicates();
  }

  @Test
  void shouldChainItemsByTheirPredecessors() {
    client.send("conversation.item.create", HELLO).await("conversation.item.done");
    client.send("response.create").await("response.done");
    List<JsonObject> added =
        client.all().stream()
            .filter(e -> e.getString("type").equals("conversation.item.added"))
            .toList();

    assertThat(added).hasSize(2);
    assertThat(added.get(0).getValue("previous_item_id")).isNull();
    assertThat(added.get(1).getString("previous_item_id"))
        .isEqualTo(added.get(0).getJsonObject("item").getString("id"));
  }

  @Test
  void shouldNotAnswerAnItemUntilAsked() {
    client.send("conversation.item.create", HELLO).await("conversation.item.done");
    client.send("conversation.item.create", HELLO).await("conversation.item.done");

    assertThat(client.types())
        .containsExactly(
            "session.created",
            "conversation.item.added",
            "conversation.item.done",
            "conversation.item.added",
            "conversation.item.done");
  }

  @Test
  void shouldWriteWhenTextIsWanted() {
    client
        .send(
            "session.update",
            "\"session\":{\"type\":\"realtime\",\"output_modalities\":[\"text\"]}")
        .await("session.updated");
    client.send("conversation.item.create", HELLO).await("conversation.item.done");
    client.forget().send("response.create").await("response.done");

    assertThat(client.types())
        .containsExactly(
            "response.created",
            "response.output_item.added",
            "conversation.item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "conversation.item.done",
            "response.output_item.done",
            "response.done");
    JsonObject content =
        client
            .all()
            .getLast()
            .getJsonObject("response")
            .getJsonArray("output")
            .getJsonObject(0)
            .getJsonArray("content")
            .getJsonObject(0);
    assertThat(content.getString("type")).isEqualTo("output_text");
    assertThat(content.getString("text")).contains("hello");
  }

  @Test
  void shouldLetTheClientPushAndTalk() {
    client.send("session.update", BY_HAND).await("session.updated");
    client.forget();

    client.sound(600, true).send("input_audio_buffer.commit").send("response.create");
    client.await("response.done");

    assertThat(client.types())
        .startsWith(
            "input_audio_buffer.committed",
            "conversation.item.added",
            "conversation.item.done",
            "response.created")
        .doesNotContain("input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped");
  }

  @Test
  void shouldHaveItemsInTheirOrderWhenTheWordsOfOneComeLate() {
    client.send("session.update", BY_HAND).await("session.updated");

    client.sound(600, true).send("input_audio_buffer.commit");
    client.await("input_audio_buffer.committed");
    client.send("conversation.item.create", HELLO).send("response.create");

    assertThat(client.await("response.output_audio_transcript.done").getString("transcript"))
        .isEqualTo("You said hello.");
    client.await("response.done");
  }

  @Test
  void shouldForgetASpokenItemThatIsDeletedBeforeItsWordsCome() {
    client.send("conversation.item.create", HELLO).await("conversation.item.done");
    client.send("session.update", BY_HAND).await("session.updated");

    client.sound(600, true).send("input_audio_buffer.commit");
    String itemId = client.await("input_audio_buffer.committed").getString("item_id");
    client.send("conversation.item.delete", "\"item_id\":\"" + itemId + "\"");
    client.send("response.create");

    assertThat(client.await("response.output_audio_transcript.done").getString("transcript"))
        .isEqualTo("You said hello.");
    client.await("response.done");
  }

  @Test
  void shouldRefuseToCommitAlmostNothing() {
    client.send("session.update", BY_HAND).await("session.updated");

    client.sound(20, true).send("input_audio_buffer.commit", "\"event_id\":\"mine\"");

    JsonObject error = client.await("error").getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo("input_audio_buffer_commit_empty");
    assertThat(error.getString("event_id")).isEqualTo("mine");
  }

  @Test
  void shouldForgetWhatIsCleared() {
    client.send("session.update", BY_HAND).await("session.updated");

    client.sound(600, true).send("input_audio_buffer.clear").await("input_audio_buffer.cleared");
    client.send("input_audio_buffer.commit").await("error");

    assertThat(client.types()).doesNotContain("input_audio_buffer.committed");
  }

  @Test
  void shouldEndAnAnswerWhenTheUserSpeaksAndKeepWhatWasHeard() {
    String story = "one two three four five six seven eight nine ten".repeat(5);
    client
        .send(
            "conversation.item.create",
            "\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\""
                + story
                + "\"}]}")
        .send("response.create")
        .await("response.output_audio.delta");

    client.forget().sound(400, true);
    JsonObject done = client.await("response.done").getJsonObject("response");

    assertThat(done.getString("status")).isEqualTo("cancelled");
    assertThat(done.getJsonObject("status_details").getString("reason")).isEqualTo("turn_detected");
    String itemId = done.getJsonArray("output").getJsonObject(0).getString("id");
    assertThat(done.getJsonArray("output").getJsonObject(0).getString("status"))
        .isEqualTo("incomplete");
    client
        .send(
            "conversation.item.truncate",
            "\"item_id\":\"" + itemId + "\",\"content_index\":0,\"audio_end_ms\":500")
        .await("conversation.item.truncated");
    client.send("conversation.item.retrieve", "\"item_id\":\"" + itemId + "\"");
    JsonObject content =
        client
            .await("conversation.item.retrieved")
            .getJsonObject("item")
            .getJsonArray("content")
            .getJsonObject(0);
    assertThat(content.getString("transcript")).isNotEmpty().doesNotContain("five");
    assertThat(content.getString("audio")).hasSizeLessThan(40_000);
  }

  @Test
  void shouldCancelWhatTheClientCancels() {
    client.send("response.cancel");
    assertThat(client.await("error").getJsonObject("error").getString("message"))
        .startsWith("Cancellation failed");

    client.send("conversation.item.create", LONG).send("response.create").await("response.created");
    client.send("response.cancel");

    JsonObject done = client.await("response.done").getJsonObject("response");
    assertThat(done.getJsonObject("status_details").getString("reason"))
        .isEqualTo("client_cancelled");
  }

  @Test
  void shouldRefuseASecondAnswerWhileOneIsGiven() {
    client.send("conversation.item.create", LONG).send("response.create").await("response.created");
    client.send("response.create", "\"event_id\":\"again\"");

    JsonObject error = client.await("error").getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo("conversation_already_has_active_response");
    assertThat(error.getString("message")).contains("already has an active response");
    assertThat(error.getString("event_id")).isEqualTo("again");
    client.send("response.cancel").await("response.done");
  }

  @Test
  void shouldEchoTheMetadataOfARequest() {
    client
        .send("conversation.item.create", HELLO)
        .send("response.create", "\"response\":{\"metadata\":{\"client_event_id\":\"x1\"}}");

    assertThat(
            client
                .await("response.created")
                .getJsonObject("response")
                .getJsonObject("metadata")
                .getString("client_event_id"))
        .isEqualTo("x1");
    client.await("response.done");
  }

  @Test
  void shouldEditTheConversation() {
    String first =
        "\"item\":{\"id\":\"a\",\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"one\"}]}";
    client.send("conversation.item.create", first).await("conversation.item.done");
    client
        .send(
            "conversation.item.create",
            first.replace("\"a\"", "\"b\"") + ",\"previous_item_id\":\"root\"")
        .await("conversation.item.done");
    client.send("conversation.item.create", first).await("error");
    client
        .send(
            "conversation.item.create",
            first.replace("\"a\"", "\"c\"") + ",\"previous_item_id\":\"zzz\"")
        .await("error");
    client.send("conversation.item.delete", "\"item_id\":\"b\"").await("conversation.item.deleted");
    client.send("conversation.item.retrieve", "\"item_id\":\"b\"");

    assertThat(client.await("error").getJsonObject("error").getString("code"))
        .isEqualTo("item_retrieve_invalid_item_id");
  }

  @Test
  void shouldSurviveNonsense() {
    for (String text :
        List.of(
            "",
            "x",
            "[]",
            "{}",
            "{\"type\":1}",
            "{\"type\":\"nobody.knows\"}",
            "{\"type\":\"input_audio_buffer.append\",\"audio\":\"!\"}",
            "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"server_vad\",\"threshold\":7}}}}}")) {
      client.sendText(text);
      assertThat(client.await("error").getJsonObject("error").getString("message")).isNotBlank();
    }
    client.sendBinary(new byte[] {1, 2, 3}).await("error");

    client.send("conversation.item.create", HELLO).send("response.create").await("response.done");
  }

  @Test
  void shouldOnlyTranscribeWhereThatIsWanted() {
    client.close();
    client = RealtimeClient.connect(gateway.uri("/v1/realtime?intent=transcription"));
    client
        .send(
            "session.update",
            "\"session\":{\"type\":\"transcription\",\"audio\":{\"input\":{\"transcription\":{\"model\":\"x\"}}}}")
        .await("session.updated");

    client.sound(600, true).sound(1_200, false);

    JsonObject completed = client.await("conversation.item.input_audio_transcription.completed");
    assertThat(completed.getString("transcript")).isEqualTo("hello there");
    assertThat(completed.getJsonObject("usage").getString("type")).isEqualTo("duration");
    client.send("response.create").await("error");
    assertThat(client.types()).doesNotContain("response.created");
  }

  @Test
  void shouldSpeakToTelephones() {
    client
        .send(
            "session.update",
            "\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcmu\"}},\"output\":{\"format\":{\"type\":\"audio/pcmu\"}}}}")
        .await("session.updated");
    client.send("conversation.item.create", HELLO).send("response.create").await("response.done");

    int bytes =
        client.all().stream()
            .filter(e -> e.getString("type").equals("response.output_audio.delta"))
            .mapToInt(e -> java.util.Base64.getDecoder().decode(e.getString("delta")).length)
            .sum();
    // "You said hello": three words of 200 ms, 8 bytes each millisecond.
    assertThat(bytes).isBetween(3 * 200 * 8, 8 * 200 * 8);
  }

  @Test
  void shouldSpeakTheOldDialect() {
    client.close();
    client =
        RealtimeClient.connect(gateway.uri("/v1/realtime?model=x"), "OpenAI-Beta", "realtime=v1");
    client.send("conversation.item.create", HELLO).await("conversation.item.created");
    client.send("response.create").await("response.done");

    assertThat(client.types())
        .contains("response.audio.delta", "response.audio_transcript.delta")
        .doesNotContain("conversation.item.added", "conversation.item.done");
  }

  @Test
  void shouldSpeakTheDialectOfAzuresPreviewsWhereTheirClientsCome() {
    client.close();
    client =
        RealtimeClient.connect(
            gateway.uri("/openai/realtime?api-version=2024-10-01-preview&deployment=x"));
    client
        .send(
            "session.update",
            "\"session\":{\"input_audio_transcription\":{\"model\":\"whisper-1\"}}")
        .await("session.updated");
    client.sound(600, true).sound(1_200, false).await("response.done");

    assertThat(client.types())
        .startsWith("session.created", "session.updated")
        .contains(
            "conversation.item.created",
            "conversation.item.input_audio_transcription.completed",
            "response.audio.delta")
        .doesNotContain(
            "conversation.created", "conversation.item.input_audio_transcription.delta");
  }

  @Test
  void shouldNameTheUsualVoiceAsClientsKnowIt() {
    JsonObject session = client.all().getFirst().getJsonObject("session");

    assertThat(session.getJsonObject("audio").getJsonObject("output").getString("voice"))
        .isEqualTo("alloy");
  }

  @Test
  void shouldSayWhichVoiceOfARequestThereIsNot() {
    client.send("response.create", "\"response\":{\"audio\":{\"output\":{\"voice\":\"nobody\"}}}");

    JsonObject error = client.await("error").getJsonObject("error");
    assertThat(error.getString("param")).isEqualTo("response.audio.output.voice");
  }

  @Test
  void shouldSelectExactlyOneSubprotocolForBrowsers() {
    try (RealtimeClient browser =
        RealtimeClient.offering(
            gateway.uri("/v1/realtime?model=x"),
            List.of("realtime", "openai-insecure-api-key.sk-x", "openai-agents-sdk.1"))) {
      browser.await("session.created");
      assertThat(browser.subprotocol()).isEqualTo("realtime");
    }
  }

  @Test
  void shouldAnswerBesideTheConversationAtTheSameTime() {
    client.send("conversation.item.create", HELLO).send("response.create");
    String mine = client.await("response.created").getJsonObject("response").getString("id");
    client.send(
        "response.create",
        "\"response\":{\"conversation\":\"none\",\"output_modalities\":[\"text\"],\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"quite another thing\"}]}]}");
    JsonObject created = client.await("response.created").getJsonObject("response");
    String aside = created.getString("id");

    client.await("response.done");
    client.await("response.done");

    assertThat(created.getValue("conversation_id")).isNull();
    List<JsonObject> done =
        client.all().stream()
            .filter(e -> e.getString("type").equals("response.done"))
            .map(e -> e.getJsonObject("response"))
            .toList();
    assertThat(done.stream().map(r -> r.getString("id"))).containsExactlyInAnyOrder(mine, aside);
    JsonObject besides =
        done.stream().filter(r -> r.getString("id").equals(aside)).findFirst().orElseThrow();
    assertThat(besides.encode()).contains("quite another thing");
    assertThat(
            client.all().stream()
                .filter(e -> e.getString("type").equals("conversation.item.added"))
                .map(JsonObject::encode))
        .noneMatch(text -> text.contains("another"))
        .hasSize(2);
  }

  @Test
  void shouldSpeakUpWhenNobodySaysAnythingForAsLongAsTheClientWants() {
    client
        .send(
            "session.update",
            "\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"server_vad\",\"idle_timeout_ms\":5000}}}}")
        .await("session.updated");
    client.forget().send("conversation.item.create", HELLO).await("conversation.item.done");

    client.await("input_audio_buffer.timeout_triggered");
    client.await("response.done");

    assertThat(client.types())
        .containsSubsequence(
            "input_audio_buffer.timeout_triggered",
            "input_audio_buffer.committed",
            "response.created",
            "response.done");
  }

  @Test
  void shouldBeginAsAnEphemeralKeySaysAndLetItOpenSeveralSessions() throws Exception {
    HttpResponse<String> answer =
        post(
            "/v1/realtime/client_secrets",
            "{\"session\":{\"type\":\"realtime\",\"instructions\":\"be brief\"}}");
    JsonObject secret = new JsonObject(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(secret.getString("value")).startsWith("ek_");
    assertThat(secret.getJsonObject("session").getString("instructions")).isEqualTo("be brief");
    for (int i = 0; i < 2; i++) {
      try (RealtimeClient other =
          RealtimeClient.connect(
              gateway.uri("/v1/realtime?model=x"),
              "Authorization",
              "Bearer " + secret.getString("value"))) {
        assertThat(other.all().getFirst().getJsonObject("session").getString("instructions"))
            .isEqualTo("be brief");
      }
    }
  }

  @Test
  void shouldSayWhatIsWrongWithARequestForAKey() throws Exception {
    HttpResponse<String> answer =
        post(
            "/v1/realtime/client_secrets",
            "{\"expires_after\":{\"anchor\":\"created_at\",\"seconds\":5}}");

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo("integer_below_min_value");
    assertThat(error.getString("param")).isEqualTo("expires_after.seconds");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(gateway.http(path))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void shouldUnderstandSoundThatIsPartOfAnItem() {
    byte[] loud = new byte[2 * 24 * 800];
    Arrays.fill(loud, (byte) 0x20);
    client.send(
        "conversation.item.create",
        "\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"please\"},{\"type\":\"input_audio\",\"audio\":\""
            + Base64.getEncoder().encodeToString(loud)
            + "\"}]}");
    client.send("response.create");

    JsonObject item = client.await("conversation.item.done").getJsonObject("item");
    assertThat(item.getJsonArray("content").getJsonObject(1).getString("transcript"))
        .isEqualTo("hello there");
    client.await("response.output_audio_transcript.done");
    assertThat(client.all().getLast().getString("transcript")).contains("please hello there");
    client.await("response.done");
  }

  @Test
  void shouldGiveASingleAnswerInAnotherFormat() {
    client
        .send("conversation.item.create", HELLO)
        .send(
            "response.create",
            "\"response\":{\"audio\":{\"output\":{\"format\":{\"type\":\"audio/pcma\"}}}}")
        .await("response.done");

    int bytes =
        client.all().stream()
            .filter(e -> e.getString("type").equals("response.output_audio.delta"))
            .mapToInt(e -> Base64.getDecoder().decode(e.getString("delta")).length)
            .sum();
    // "You said hello": three words of 200 ms at 8 kHz, not at 24.
    assertThat(bytes).isBetween(3 * 200 * 8 - 160, 4 * 200 * 8);
  }

  @Test
  void shouldRefuseALanguageThatNobodyUnderstands() {
    client.send(
        "session.update",
        TRANSCRIBED.replace("\"whisper-1\"", "\"whisper-1\",\"language\":\"tlh\""));

    JsonObject error = client.await("error").getJsonObject("error");
    assertThat(error.getString("param")).isEqualTo("session.audio.input.transcription.language");
  }

  @Test
  void shouldListToolsAsTheyWereGiven() {
    client.send(
        "session.update",
        "\"session\":{\"type\":\"realtime\",\"tools\":[{\"type\":\"function\",\"name\":\"look\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}]}");

    JsonArray tools =
        client.await("session.updated").getJsonObject("session").getJsonArray("tools");
    assertThat(tools.getJsonObject(0).getString("name")).isEqualTo("look");
  }
}
