package coda.voice.protocol.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What third-party clients require beyond the official types. */
class RealtimeWriterTest {
  private final RealtimeWriter writer = new RealtimeWriter(Dialect.GA);

  private JsonNode written(ServerEvent event) {
    return Mapping.tree(writer.write(event).orElseThrow());
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void shouldGiveEveryEventAnIdOfItsOwn() {
    Set<String> ids = new HashSet<>();
    for (ServerEvent event : Examples.events()) {
      writer.write(event).map(Mapping::tree).ifPresent(json -> add(ids, json));
    }
    for (int at = 0; at < 10_000; at++) {
      add(ids, written(new ServerEvent.Cleared()));
    }
    add(ids, Mapping.tree(new RealtimeWriter(Dialect.GA).write(new ServerEvent.Cleared()).get()));
    assertThat(ids).allMatch(id -> id.matches("event_[0-9A-Za-z]{21}"));
  }

  private static void add(Set<String> ids, JsonNode json) {
    assertThat(ids.add(json.get("event_id").textValue())).isTrue();
  }

  @Test
  void shouldBeginWithTypeAndId() {
    assertThat(writer.write(new ServerEvent.SpeechStarted("item_1", 120)).orElseThrow())
        .matches(
            "\\{\"type\":\"input_audio_buffer.speech_started\",\"event_id\":\"event_\\w{21}\","
                + "\"audio_start_ms\":120,\"item_id\":\"item_1\"}");
  }

  @Test
  void shouldAlwaysSayWhatPrecedesAnItem() {
    Item item = Examples.items().getFirst();
    for (ServerEvent event :
        List.of(
            new ServerEvent.ItemAdded(item, Optional.empty()),
            new ServerEvent.ItemDone(item, Optional.empty()),
            new ServerEvent.Committed("item_1", Optional.empty()))) {
      JsonNode json = written(event);
      assertThat(json.has("previous_item_id")).isTrue();
      assertThat(json.get("previous_item_id").isNull()).isTrue();
    }
  }

  @Test
  void shouldWriteTranscriptNullForSpeechNotYetTranscribed() {
    JsonNode content = Mapping.tree("{\"type\":\"input_audio\",\"transcript\":null}");
    JsonNode json =
        written(
            new ServerEvent.ItemAdded(
                new Item.Message(
                    Optional.of("item_1"),
                    Role.USER,
                    ItemStatus.COMPLETED,
                    List.of(new Content.InputAudio(Optional.of(Examples.AUDIO), Optional.empty()))),
                Optional.empty()));
    assertThat(json.at("/item/content/0")).isEqualTo(content);
  }

  @Test
  void shouldWriteAudioOnlyInWhatIsRetrieved() {
    for (ServerEvent event : Examples.events()) {
      String json = writer.write(event).orElse("");
      boolean hasAudio = json.contains("\"audio\":\"AQIDBA==\"");
      assertThat(hasAudio)
          .as(json)
          .isEqualTo(
              event instanceof ServerEvent.ItemRetrieved retrieved
                  && retrieved.item().toString().contains("bytes of audio"));
    }
  }

  /** Fields that are {@code null} only where clients allow it. */
  private static final Set<String> NULLABLE =
      Set.of(
          "previous_item_id",
          "conversation_id",
          "status_details",
          "usage",
          "metadata",
          "transcript",
          "prompt",
          "tracing",
          "include",
          "noise_reduction",
          "transcription",
          "turn_detection",
          "idle_timeout_ms",
          "code",
          "param",
          "event_id");

  @Test
  void shouldWriteNullOnlyWhereClientsAllowIt() {
    for (ServerEvent event : Examples.events()) {
      writer.write(event).map(Mapping::tree).ifPresent(json -> checkNulls(json, json.toString()));
    }
  }

  private static void checkNulls(JsonNode node, String whole) {
    if (node instanceof ArrayNode array) {
      array.forEach(each -> checkNulls(each, whole));
    } else if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isNull()) {
                  assertThat(NULLABLE).as(whole).contains(field.getKey());
                }
                if (field.getKey().endsWith("_ms")) {
                  assertThat(field.getValue().isIntegralNumber() || field.getValue().isNull())
                      .as(whole)
                      .isTrue();
                }
                checkNulls(field.getValue(), whole);
              });
    }
  }

  @Test
  void shouldWriteNoNullInAFailedTranscription() {
    JsonNode json =
        written(
            new ServerEvent.TranscriptionFailed(
                "item_1",
                0,
                new RealtimeError(
                    "server_error", Optional.empty(), "No.", Optional.empty(), Optional.empty())));
    assertThat(keys(json.get("error"))).containsExactly("type", "message");
  }

  @Test
  void shouldCallPartsAudioAndText() {
    assertThat(
            written(new ServerEvent.ContentPartAdded(Examples.IDS, new ContentPart.Audio("")))
                .get("part")
                .toString())
        .isEqualTo("{\"type\":\"audio\",\"transcript\":\"\"}");
    assertThat(
            written(new ServerEvent.ContentPartDone(Examples.IDS, new ContentPart.Text("Hi")))
                .get("part")
                .toString())
        .isEqualTo("{\"type\":\"text\",\"text\":\"Hi\"}");
  }

  @Test
  void shouldWriteTextsThatClientsInsistOn() {
    JsonNode delta = written(new ServerEvent.McpArgumentsDelta("resp_1", "item_1", 0, "{"));
    assertThat(delta.get("obfuscation").isTextual()).isTrue();
    Json schema = new Json("{}");
    Item tools =
        new Item.McpListTools(
            Optional.of("item_1"),
            "docs",
            List.of(new Item.McpTool("a", Optional.empty(), schema, Optional.empty())));
    assertThat(
            written(new ServerEvent.ItemAdded(tools, Optional.empty()))
                .at("/item/tools/0")
                .toString())
        .isEqualTo("{\"name\":\"a\",\"description\":\"\",\"input_schema\":{}}");
  }

  @Test
  void shouldWriteAResponseThatBegins() {
    JsonNode response =
        written(
                new ServerEvent.ResponseCreated(
                    Examples.response(Optional.of("conv_1"), Optional.empty())))
            .get("response");
    assertThat(response.toString())
        .isEqualTo(
            "{\"object\":\"realtime.response\",\"id\":\"resp_1\",\"status\":\"in_progress\","
                + "\"status_details\":null,\"output\":[],\"conversation_id\":\"conv_1\","
                + "\"output_modalities\":[\"audio\"],\"max_output_tokens\":\"inf\","
                + "\"audio\":{\"output\":{\"format\":{\"type\":\"audio/pcm\",\"rate\":24000},"
                + "\"voice\":\"marin\"}},\"usage\":null,\"metadata\":null}");
  }

  @Test
  void shouldAlwaysWriteUsageAtTheEnd() {
    ResponseObject begun = Examples.response(Optional.empty(), Optional.empty());
    for (ResponseStatus status : Examples.statuses()) {
      JsonNode usage =
          written(new ServerEvent.ResponseDone(begun.ended(status, List.of(), Usage.NONE)))
              .at("/response/usage");
      assertThat(usage.toString())
          .isEqualTo(
              "{\"total_tokens\":0,\"input_tokens\":0,\"output_tokens\":0,"
                  + "\"input_token_details\":{\"text_tokens\":0,\"audio_tokens\":0,"
                  + "\"image_tokens\":0,\"cached_tokens\":0,\"cached_tokens_details\":"
                  + "{\"text_tokens\":0,\"audio_tokens\":0,\"image_tokens\":0}},"
                  + "\"output_token_details\":{\"text_tokens\":0,\"audio_tokens\":0}}");
    }
  }

  @Test
  void shouldNotLetAResponseEndWithoutUsage() {
    ResponseObject response = Examples.beta();
    assertThat(
            new ResponseObject(
                    "resp_1",
                    new ResponseStatus.Completed(),
                    List.of(),
                    Optional.empty(),
                    OutputModality.TEXT,
                    OptionalInt.empty(),
                    AudioFormat.PCM,
                    "marin",
                    response.temperature(),
                    Optional.empty(),
                    Optional.empty())
                .usage())
        .contains(Usage.NONE);
  }

  @Test
  void shouldAddUpTokens() {
    JsonNode usage =
        written(
                new ServerEvent.ResponseDone(
                    Examples.response(Optional.empty(), Optional.empty())
                        .ended(new ResponseStatus.Completed(), List.of(), Examples.usage())))
            .at("/response/usage");
    assertThat(usage.get("total_tokens").intValue()).isEqualTo(44);
    assertThat(usage.get("input_tokens").intValue()).isEqualTo(33);
    assertThat(usage.get("output_tokens").intValue()).isEqualTo(11);
    assertThat(usage.at("/input_token_details/cached_tokens").intValue()).isEqualTo(4);
  }

  @Test
  void shouldSayWhyAResponseEnded() {
    List<String> details =
        Examples.statuses().stream()
            .map(
                status ->
                    written(
                            new ServerEvent.ResponseDone(
                                Examples.response(Optional.empty(), Optional.empty())
                                    .ended(status, List.of(), Usage.NONE)))
                        .at("/response/status_details")
                        .toString())
            .toList();
    assertThat(details)
        .containsExactly(
            "null",
            "{\"type\":\"cancelled\",\"reason\":\"turn_detected\"}",
            "{\"type\":\"cancelled\",\"reason\":\"client_cancelled\"}",
            "{\"type\":\"incomplete\",\"reason\":\"max_output_tokens\"}",
            "{\"type\":\"incomplete\",\"reason\":\"content_filter\"}",
            "{\"type\":\"failed\",\"error\":{\"type\":\"server_error\",\"code\":\"engine_failed\","
                + "\"message\":\"Try again.\"}}");
  }

  @Test
  void shouldWriteEveryKeyOfAnError() {
    assertThat(
            written(new ServerEvent.ErrorOccurred(RealtimeErrors.activeResponse("resp_1")))
                .get("error")
                .toString())
        .isEqualTo(
            "{\"type\":\"invalid_request_error\","
                + "\"code\":\"conversation_already_has_active_response\","
                + "\"message\":\"Conversation already has an active response in progress: resp_1."
                + " Wait until the response is finished before creating a new one.\","
                + "\"param\":null,\"event_id\":null}");
    assertThat(RealtimeErrors.cancelNotActive().message()).startsWith("Cancellation failed");
  }

  @Test
  void shouldNeverEchoSecretsOfServers() {
    for (ServerEvent event : Examples.events()) {
      assertThat(writer.write(event).orElse("")).doesNotContain("secret-").doesNotContain("X-Key");
      assertThat(event.toString()).doesNotContain("secret-");
    }
  }

  @Test
  void shouldReplaceWhatNoFrameCanCarry() {
    assertThat(written(new ServerEvent.OutputTextDelta(Examples.IDS, "a\ud83d")).get("delta"))
        .hasToString("\"a\ufffd\"");
  }

  @Test
  void shouldKeepTheConversationOfTheBetaDialectToItself() {
    assertThat(writer.write(new ServerEvent.ConversationCreated("conv_1"))).isEmpty();
  }
}
