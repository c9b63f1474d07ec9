package coda.voice.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.TestGateway;
import coda.voice.gateway.limits.Rate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What real clients need and do, one by one. That nothing else comes than they know, in their order
 * and without what they take for a mistake, is seen to by the checker in {@link RealtimeClient}.
 */
class RealtimeClientsTest {
  private static final String TOOL =
      "{\"type\":\"function\",\"name\":\"look\",\"description\":\"Looks.\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}";

  private final TestGateway gateway =
      new TestGateway(limits -> limits.with(limits.rates().withControl(Rate.perMinute(10_000))));
  private RealtimeClient client;

  @AfterEach
  void close() {
    client.close();
    gateway.awaitNothingHeld();
    gateway.close();
  }

  private RealtimeClient comeIn(String... headers) {
    client = RealtimeClient.connect(gateway.uri("/v1/realtime?model=gpt-realtime"), headers);
    return client;
  }

  /** Comes in without waiting for anything. */
  private RealtimeClient hurryIn(String path) {
    client = RealtimeClient.offering(gateway.uri(path), List.of());
    return client;
  }

  private JsonObject update(String fields) {
    return client
        .send("session.update", "\"session\":{\"type\":\"realtime\"," + fields + "}")
        .await("session.updated")
        .getJsonObject("session");
  }

  private static String message(String role, String type, String text) {
    return "\"item\":{\"type\":\"message\",\"role\":\"%s\",\"content\":[{\"type\":\"%s\",\"text\":\"%s\"}]}"
        .formatted(role, type, text);
  }

  private JsonObject answer() {
    client.send("conversation.item.create", message("user", "input_text", "hello"));
    return client.send("response.create").await("response.done").getJsonObject("response");
  }

  private JsonObject error() {
    return client.await("error").getJsonObject("error");
  }

  /** An answer that is still given. */
  private String longAnswer() {
    client.send(
        "conversation.item.create",
        message("user", "input_text", "one two three four ".repeat(30)));
    return client.send("response.create").await("response.output_audio.delta").getString("item_id");
  }

  private RealtimeClient truncate(String itemId, long endMs) {
    return client.send(
        "conversation.item.truncate",
        "\"item_id\":\"%s\",\"content_index\":0,\"audio_end_ms\":%d".formatted(itemId, endMs));
  }

  private long soundMs() {
    return client.all().stream()
            .filter(e -> e.getString("type").equals("response.output_audio.delta"))
            .mapToLong(e -> Base64.getDecoder().decode(e.getString("delta")).length)
            .sum()
        / 48;
  }

  @Test
  void shouldUpdateForPipecatWhatItLeavesOpen() {
    comeIn();

    JsonObject session =
        update(
            "\"audio\":{\"input\":{\"transcription\":{\"model\":\"gpt-4o-transcribe\",\"language\":\"en\"}},\"output\":{}},\"tool_choice\":\"auto\"");

    JsonObject audio = session.getJsonObject("audio");
    assertThat(audio.getJsonObject("output").getValue("voice")).isInstanceOf(String.class);
    assertThat(session.getValue("tool_choice")).isInstanceOf(String.class);
    assertThat(audio.getJsonObject("input").getJsonObject("transcription").fieldNames())
        .isSubsetOf("model", "language", "prompt");
    assertThat(answer().getString("status")).isEqualTo("completed");
  }

  @Test
  void shouldTellPipecatTheUsageOfACancelledResponse() {
    comeIn();
    longAnswer();

    JsonObject response =
        client.send("response.cancel").await("response.done").getJsonObject("response");

    assertThat(response.getString("status")).isEqualTo("cancelled");
    JsonObject usage = response.getJsonObject("usage");
    assertThat(usage.getJsonObject("input_token_details")).isNotNull();
    assertThat(usage.getJsonObject("output_token_details")).isNotNull();
  }

  @Test
  void shouldNameForPipecatTheRetrievalThatFailed() {
    comeIn().send("conversation.item.retrieve", "\"event_id\":\"rci_x\",\"item_id\":\"x\"");

    JsonObject error = error();
    assertThat(error.getString("code")).isEqualTo("item_retrieve_invalid_item_id");
    assertThat(error.getString("event_id")).isEqualTo("rci_x");
  }

  @Test
  void shouldNotEndPipecatsSessionWhenItHeardALittleMoreThanThereWas() {
    comeIn();
    String itemId = answer().getJsonArray("output").getJsonObject(0).getString("id");
    long ms = soundMs();

    JsonObject truncated = truncate(itemId, ms + 200).await("conversation.item.truncated");

    assertThat(truncated.getLong("audio_end_ms")).isEqualTo(ms);
  }

  @Test
  void shouldReadWhatAgentsJsSendsBeforeItHeardAnything() {
    hurryIn("/v1/realtime?model=gpt-realtime")
        .send("session.update", "\"session\":{\"type\":\"realtime\",\"tracing\":\"auto\"}")
        .send(
            "session.update",
            "\"session\":{\"type\":\"realtime\",\"instructions\":\"Be brief.\",\"tools\":["
                + TOOL
                + "]}");

    client.await("session.created");
    JsonObject first = client.await("session.updated").getJsonObject("session");
    JsonObject second = client.await("session.updated").getJsonObject("session");
    assertThat(first.getString("tracing")).isEqualTo("auto");
    assertThat(second.getString("tracing")).isEqualTo("auto");
    assertThat(second.getJsonArray("tools")).hasSize(1);
  }

  @Test
  void shouldKeepForAgentsJsAllOfItWhenTracingComesLast() {
    hurryIn("/v1/realtime?model=gpt-realtime")
        .send(
            "session.update",
            "\"session\":{\"type\":\"realtime\",\"instructions\":\"Be brief.\",\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"semantic_vad\",\"interrupt_response\":false}}}}")
        .send(
            "session.update",
            "\"session\":{\"type\":\"realtime\",\"tracing\":{\"workflow_name\":\"w\"}}");

    client.await("session.updated");
    JsonObject last = client.await("session.updated").getJsonObject("session");
    assertThat(last.getString("instructions")).isEqualTo("Be brief.");
    assertThat(last.getJsonObject("tracing").getString("workflow_name")).isEqualTo("w");
    JsonObject detection =
        last.getJsonObject("audio").getJsonObject("input").getJsonObject("turn_detection");
    assertThat(detection.getString("type")).isEqualTo("semantic_vad");
    assertThat(detection.getBoolean("interrupt_response")).isFalse();
    assertThat(detection.getBoolean("create_response")).isTrue();
  }

  @Test
  void shouldGiveAgentsJsTheWordsOfTheUserWhenItRetrievesThem() {
    comeIn();
    update("\"audio\":{\"input\":{\"transcription\":{\"model\":\"whisper-1\"}}}");
    client.sound(600, true).sound(1_200, false);
    String itemId =
        client.await("conversation.item.input_audio_transcription.completed").getString("item_id");

    client.send("conversation.item.retrieve", "\"item_id\":\"" + itemId + "\"");

    JsonObject part =
        client
            .await("conversation.item.retrieved")
            .getJsonObject("item")
            .getJsonArray("content")
            .getJsonObject(0);
    assertThat(part.getString("type")).isEqualTo("input_audio");
    assertThat(part.getString("transcript")).isEqualTo("hello there");
    client.sooner("response.done");
  }

  @Test
  void shouldLetAgentsJsAnswerACallBeforeTheResponseIsDone() {
    comeIn();
    update("\"tools\":[" + TOOL + "]");
    client
        .send("conversation.item.create", message("user", "input_text", "call look"))
        .send("response.create");
    JsonObject item = client.await("response.function_call_arguments.done");
    assertThat(item.getString("name")).isEqualTo("look");

    client
        .send(
            "conversation.item.create",
            "\"item\":{\"type\":\"function_call_output\",\"call_id\":\""
                + item.getString("call_id")
                + "\",\"output\":\"\"}")
        .await("response.done");

    assertThat(client.send("response.create").await("response.done").encode())
        .contains("completed");
  }

  @Test
  void shouldTakeLivekitsUpdatesOneByOne() {
    hurryIn("/v1/realtime?model=gpt-realtime")
        .send(
            "session.update",
            "\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"semantic_vad\",\"eagerness\":\"high\"}},\"output\":{\"voice\":\"marin\"}}}")
        .send("session.update", "\"session\":{\"type\":\"realtime\",\"instructions\":\"Hi.\"}")
        .send("session.update", "\"session\":{\"type\":\"realtime\",\"tools\":[" + TOOL + "]}");

    client.await("session.updated");
    client.await("session.updated");
    JsonObject all = client.await("session.updated").getJsonObject("session");
    assertThat(all.getString("instructions")).isEqualTo("Hi.");
    assertThat(all.getJsonArray("tools")).hasSize(1);
    assertThat(all.encode()).contains("semantic_vad");
  }

  @Test
  void shouldAnswerLivekitWithTheIdOfItsRequest() {
    comeIn().send("conversation.item.create", message("user", "input_text", "hello"));

    client.send(
        "response.create",
        "\"event_id\":\"response_create_1\",\"response\":{\"instructions\":\"x\",\"metadata\":{\"client_event_id\":\"response_create_1\"}}");

    assertThat(
            client
                .await("response.created")
                .getJsonObject("response")
                .getJsonObject("metadata")
                .getString("client_event_id"))
        .isEqualTo("response_create_1");
    client.await("response.done");
  }

  @Test
  void shouldAnnounceToLivekitWhatItAddsAndTakesAway() {
    comeIn();
    client.send(
        "conversation.item.create",
        message("assistant", "output_text", "hello")
            .replace("\"type\":\"message\"", "\"id\":\"lk1\",\"type\":\"message\""));
    client.await("conversation.item.done");
    client.send(
        "conversation.item.create",
        message("user", "input_text", "hello") + ",\"previous_item_id\":\"lk1\"");

    assertThat(client.await("conversation.item.added").getString("previous_item_id"))
        .isEqualTo("lk1");
    client.send("conversation.item.delete", "\"item_id\":\"lk1\"");
    assertThat(client.await("conversation.item.deleted").getString("item_id")).isEqualTo("lk1");
  }

  @Test
  void shouldTellLivekitAndAgentsInTheirWordsThatTheyCannot() {
    comeIn().send("response.cancel");
    assertThat(error().getString("message")).startsWith("Cancellation failed");
    longAnswer();
    client.send("response.create");
    assertThat(error().getString("message")).contains("already has an active response");
    client.send("response.cancel").await("response.done");
  }

  @Test
  void shouldHearLivekitsPiecesOfATenthOfASecond() {
    comeIn();
    byte[] loud = new byte[4_800];
    Arrays.fill(loud, (byte) 0x20);
    for (int i = 0; i < 6; i++) {
      client.append(loud);
    }
    for (int i = 0; i < 12; i++) {
      client.append(new byte[4_800]);
    }

    assertThat(client.await("response.done").encode()).contains("hello there");
  }

  @Test
  void shouldLetAgentsPythonTruncateWhenTheUserBeginsToSpeak() {
    comeIn();
    String itemId = longAnswer();
    client.sound(400, true).await("input_audio_buffer.speech_started");

    truncate(itemId, 100).send("response.cancel");

    assertThat(client.await("response.done").encode()).contains("turn_detected");
    client.await("conversation.item.truncated");
    assertThat(error().getString("code")).isEqualTo("response_cancel_not_active");
    assertThat(client.sound(1_200, false).await("response.done").encode()).contains("completed");
  }

  @Test
  void shouldNotHangUpOnTwiliosSampleWhenItTruncatesByItsOwnClock() {
    hurryIn("/v1/realtime?model=gpt-realtime&temperature=0.8").await("session.created");
    update(
        "\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcmu\"}},\"output\":{\"format\":{\"type\":\"audio/pcmu\"}}}");
    JsonObject item = answer().getJsonArray("output").getJsonObject(0);

    truncate(item.getString("id"), 3_600_000);

    JsonObject error = error();
    assertThat(error.getString("code")).isEqualTo("invalid_value");
    assertThat(error.getString("param")).isEqualTo("audio_end_ms");
    assertThat(error.getString("message")).contains("already shorter than");
    assertThat(answer().getString("status")).isEqualTo("completed");
  }

  @Test
  void shouldGiveTwiliosSampleTheItemOfEveryPieceOfSound() {
    comeIn();
    answer();

    assertThat(
            client.all().stream()
                .filter(e -> e.getString("type").equals("response.output_audio.delta"))
                .map(e -> e.getString("item_id")))
        .isNotEmpty()
        .doesNotContainNull();
  }

  @Test
  void shouldPassOverWhatOpenaisLibrariesSendBesides() {
    client =
        RealtimeClient.connect(
            gateway.uri("/v1/realtime?model=gpt-realtime&temperature=0.8&x=%20&y"),
            "x-stainless-lang",
            "python",
            "x-stainless-retry-count",
            "0",
            "User-Agent",
            "OpenAI/Python 2.54");

    JsonObject session =
        update("\"model\":\"gpt-realtime\",\"temperature\":0.8,\"model_version\":\"x\"");
    assertThat(session.getString("model")).isEqualTo("gpt-realtime");
    assertThat(session.containsKey("temperature")).isFalse();
    assertThat(new JsonArray().add("audio")).isEqualTo(session.getJsonArray("output_modalities"));
  }

  @Test
  void shouldOnlyDeliverErrorsToOpenaisLibraries() {
    comeIn().sendText("{").sendText("{\"type\":\"no.such\",\"event_id\":\"mine\"}");

    assertThat(error().getString("code")).isEqualTo("invalid_json");
    JsonObject unknown = error();
    assertThat(unknown.getString("param")).isEqualTo("type");
    assertThat(unknown.getString("event_id")).isEqualTo("mine");
    assertThat(answer().getString("status")).isEqualTo("completed");
  }
}
