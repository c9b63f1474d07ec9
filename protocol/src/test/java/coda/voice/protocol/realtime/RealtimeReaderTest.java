package coda.voice.protocol.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.protocol.realtime.ClientEvent.InputAudioAppend;
import coda.voice.protocol.realtime.ClientEvent.InputAudioClear;
import coda.voice.protocol.realtime.ClientEvent.InputAudioCommit;
import coda.voice.protocol.realtime.ClientEvent.ItemCreate;
import coda.voice.protocol.realtime.ClientEvent.ItemDelete;
import coda.voice.protocol.realtime.ClientEvent.ItemRetrieve;
import coda.voice.protocol.realtime.ClientEvent.ItemTruncate;
import coda.voice.protocol.realtime.ClientEvent.OutputAudioClear;
import coda.voice.protocol.realtime.ClientEvent.ResponseCancel;
import coda.voice.protocol.realtime.ClientEvent.ResponseCreate;
import coda.voice.protocol.realtime.ClientEvent.SessionUpdate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients say, and what is wrong with it. */
class RealtimeReaderTest {
  private final RealtimeReader reader = new RealtimeReader(Dialect.GA);

  static Stream<Arguments> events() {
    Optional<String> none = Optional.empty();
    return Stream.of(
        Arguments.of(
            "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\"}}",
            new SessionUpdate(Examples.patch("{\"type\":\"realtime\"}"))),
        Arguments.of(
            "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AQIDBA==\"}",
            new InputAudioAppend(Examples.AUDIO)),
        Arguments.of("{\"type\":\"input_audio_buffer.commit\"}", new InputAudioCommit()),
        Arguments.of("{\"type\":\"input_audio_buffer.clear\"}", new InputAudioClear()),
        Arguments.of(
            "{\"type\":\"conversation.item.create\",\"previous_item_id\":null,\"item\":{\"type\":"
                + "\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\","
                + "\"text\":\"Hi\"}]}}",
            new ItemCreate(message(none, Role.USER, new Content.InputText("Hi")), none)),
        Arguments.of(
            "{\"type\":\"conversation.item.create\",\"previous_item_id\":\"root\",\"item\":{"
                + "\"id\":\"msg_1\",\"object\":\"realtime.item\",\"type\":\"message\",\"role\":"
                + "\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\","
                + "\"text\":\"Yes\"}]}}",
            new ItemCreate(
                message(Optional.of("msg_1"), Role.ASSISTANT, new Content.OutputText("Yes")),
                Optional.of(ItemCreate.ROOT))),
        Arguments.of(
            "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":"
                + "\"system\",\"content\":[{\"type\":\"input_text\",\"text\":\"Be\"}]}}",
            new ItemCreate(message(none, Role.SYSTEM, new Content.InputText("Be")), none)),
        Arguments.of(
            "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":"
                + "\"user\",\"content\":[{\"type\":\"input_audio\",\"audio\":\"AQIDBA==\","
                + "\"transcript\":null},{\"type\":\"input_audio\",\"audio\":null,\"transcript\":"
                + "\"Hi\"},{\"type\":\"input_image\",\"image_url\":"
                + "\"data:image/jpeg;base64,AA==\",\"detail\":\"high\"}]}}",
            new ItemCreate(
                message(
                    none,
                    Role.USER,
                    new Content.InputAudio(Optional.of(Examples.AUDIO), none),
                    new Content.InputAudio(Optional.empty(), Optional.of("Hi")),
                    new Content.InputImage("data:image/jpeg;base64,AA==", Optional.of("high"))),
                none)),
        Arguments.of(
            "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"function_call\","
                + "\"call_id\":\"call_1\",\"name\":\"f\",\"arguments\":\"{}\"}}",
            new ItemCreate(
                new Item.FunctionCall(none, "call_1", "f", "{}", ItemStatus.COMPLETED), none)),
        Arguments.of(
            "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"function_call_output\","
                + "\"call_id\":\"call_1\",\"output\":\"\"}}",
            new ItemCreate(
                new Item.FunctionCallOutput(none, "call_1", "", ItemStatus.COMPLETED), none)),
        Arguments.of(
            "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"mcp_approval_response\","
                + "\"approval_request_id\":\"mcpr_1\",\"approve\":false}}",
            new ItemCreate(new Item.McpApprovalResponse(none, "mcpr_1", false, none), none)),
        Arguments.of(
            "{\"type\":\"conversation.item.retrieve\",\"item_id\":\"item_1\"}",
            new ItemRetrieve("item_1")),
        Arguments.of(
            "{\"type\":\"conversation.item.delete\",\"item_id\":\"item_1\"}",
            new ItemDelete("item_1")),
        Arguments.of(
            "{\"type\":\"conversation.item.truncate\",\"item_id\":\"item_1\",\"content_index\":1,"
                + "\"audio_end_ms\":1500.0}",
            new ItemTruncate("item_1", 1, 1_500)),
        Arguments.of("{\"type\":\"response.create\"}", new ResponseCreate(ResponseParams.NONE)),
        Arguments.of(
            "{\"type\":\"response.create\",\"response\":null}",
            new ResponseCreate(ResponseParams.NONE)),
        Arguments.of(
            "{\"type\":\"response.create\",\"response\":{}}",
            new ResponseCreate(ResponseParams.NONE)),
        Arguments.of("{\"type\":\"response.cancel\"}", new ResponseCancel(none)),
        Arguments.of(
            "{\"type\":\"response.cancel\",\"response_id\":\"resp_1\"}",
            new ResponseCancel(Optional.of("resp_1"))),
        Arguments.of("{\"type\":\"output_audio_buffer.clear\"}", new OutputAudioClear()));
  }

  private static Item message(Optional<String> id, Role role, Content... content) {
    return new Item.Message(id, role, ItemStatus.COMPLETED, List.of(content));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("events")
  void shouldReadEveryEvent(String json, ClientEvent event) {
    assertThat(reader.read(json)).isEqualTo(new Incoming(Optional.empty(), event));
    assertThat(reader.read(json.getBytes(StandardCharsets.UTF_8)).event()).isEqualTo(event);
    String named = "{\"event_id\":\"evt_1\",\"unknown\":[{}]," + json.substring(1);
    assertThat(reader.read(named)).isEqualTo(new Incoming(Optional.of("evt_1"), event));
  }

  @Test
  void shouldHaveAnExampleOfEveryEvent() {
    Set<Class<?>> seen =
        events().map(arguments -> arguments.get()[1].getClass()).collect(Collectors.toSet());
    assertThat(seen).containsExactlyInAnyOrder(ClientEvent.class.getPermittedSubclasses());
  }

  @Test
  void shouldReadWhatAResponseIsToBe() {
    ResponseCreate create =
        (ResponseCreate)
            reader
                .read(
                    """
                    {"type":"response.create","response":{"instructions":"Sing.",
                     "output_modalities":["text"],"audio":{"output":{"format":{"type":"audio/pcmu"},
                     "voice":"cedar"}},"tools":[{"type":"function","name":"f"}],
                     "tool_choice":"required","max_output_tokens":"inf","parallel_tool_calls":false,
                     "reasoning":{"effort":"minimal"},"prompt":{"id":"p"},
                     "metadata":{"client_event_id":"e","b":""},"conversation":"none",
                     "input":[{"type":"item_reference","id":"item_1"},{"type":"message",
                       "role":"user","content":[{"type":"input_text","text":"Hi"}]}]}}
                    """)
                .event();
    assertThat(create.params())
        .isEqualTo(
            new ResponseParams(
                Optional.of("Sing."),
                Optional.of(OutputModality.TEXT),
                Optional.of(AudioFormat.PCMU),
                Optional.of("cedar"),
                Optional.of(List.of(new Tool.Function("f", Optional.empty(), Optional.empty()))),
                Optional.of(ToolChoice.Mode.REQUIRED),
                Optional.of(new ResponseParams.TokenLimit(OptionalInt.empty())),
                Optional.of(false),
                Optional.of(ReasoningEffort.MINIMAL),
                Optional.of(new Json("{\"id\":\"p\"}")),
                Optional.of(Map.of("client_event_id", "e", "b", "")),
                ResponseParams.Conversation.NONE,
                Optional.of(
                    List.of(
                        new ResponseInput.Reference("item_1"),
                        new ResponseInput.Given(
                            message(Optional.empty(), Role.USER, new Content.InputText("Hi")))))));
    SessionConfig config = create.params().over(Examples.DEFAULTS);
    assertThat(config.instructions()).isEqualTo("Sing.");
    assertThat(config.outputModality()).isEqualTo(OutputModality.TEXT);
    assertThat(config.output()).isEqualTo(new SessionConfig.Output(AudioFormat.PCMU, "cedar", 1.0));
    assertThat(ResponseParams.NONE.over(Examples.DEFAULTS)).isEqualTo(Examples.DEFAULTS);
  }

  @Test
  void shouldTakeNoInputForAnEmptyContext() {
    ResponseCreate create =
        (ResponseCreate)
            reader.read("{\"type\":\"response.create\",\"response\":{\"input\":[]}}").event();
    assertThat(create.params().input()).contains(List.of());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("", "invalid_json", null),
        mistake("{", "invalid_json", null),
        mistake("[]", "invalid_json", null),
        mistake("{} {}", "invalid_json", null),
        mistake("{\"type\":\"response.create\",\"type\":\"x\"}", "invalid_json", null),
        mistake("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}", "invalid_json", null),
        mistake("{\"a\":" + "9".repeat(100) + "}", "invalid_json", null),
        mistake("{}", "missing_required_parameter", "type"),
        mistake("{\"type\":null}", "missing_required_parameter", "type"),
        mistake("{\"type\":1}", "invalid_type", "type"),
        mistake("{\"type\":\"response.sing\"}", "invalid_value", "type"),
        mistake("{\"type\":\"response.create\",\"event_id\":1}", "invalid_type", "event_id"),
        mistake(
            "{\"type\":\"response.create\",\"event_id\":\"" + "e".repeat(513) + "\"}",
            "string_above_max_length",
            "event_id"),
        mistake("{\"type\":\"session.update\"}", "missing_required_parameter", "session"),
        session("\"type\":\"video\"", "invalid_value", "session.type"),
        session("\"instructions\":5", "invalid_type", "session.instructions"),
        session(
            "\"output_modalities\":[\"audio\",\"text\"]",
            "invalid_value",
            "session.output_modalities"),
        session(
            "\"output_modalities\":[\"smell\"]", "invalid_value", "session.output_modalities[0]"),
        session("\"output_modalities\":\"audio\"", "invalid_type", "session.output_modalities"),
        session("\"max_output_tokens\":0", "integer_below_min_value", "session.max_output_tokens"),
        session(
            "\"max_output_tokens\":4097", "integer_above_max_value", "session.max_output_tokens"),
        session(
            "\"max_output_tokens\":1e99", "integer_above_max_value", "session.max_output_tokens"),
        session("\"max_output_tokens\":1.5", "invalid_type", "session.max_output_tokens"),
        session("\"max_output_tokens\":\"all\"", "invalid_value", "session.max_output_tokens"),
        session("\"tools\":{}", "invalid_type", "session.tools"),
        session("\"tools\":[1]", "invalid_type", "session.tools[0]"),
        session("\"tools\":[{}]", "missing_required_parameter", "session.tools[0].type"),
        session(
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
            "missing_required_parameter",
            "session.tools[0].name"),
        session("\"tools\":[{\"type\":\"shell\"}]", "invalid_value", "session.tools[0].type"),
        session(
            "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":\"{}\"}]",
            "invalid_type",
            "session.tools[0].parameters"),
        session(
            "\"tools\":[{\"type\":\"mcp\",\"server_label\":\"a\"}]",
            "missing_required_parameter",
            "session.tools[0].server_url"),
        session("\"tool_choice\":\"maybe\"", "invalid_value", "session.tool_choice"),
        session(
            "\"tool_choice\":{\"type\":\"function\"}",
            "missing_required_parameter",
            "session.tool_choice.name"),
        session("\"truncation\":\"some\"", "invalid_value", "session.truncation"),
        session(
            "\"truncation\":{\"type\":\"retention_ratio\",\"retention_ratio\":2}",
            "invalid_value",
            "session.truncation.retention_ratio"),
        session("\"tracing\":\"on\"", "invalid_value", "session.tracing"),
        session("\"tracing\":1", "invalid_type", "session.tracing"),
        session("\"prompt\":{}", "missing_required_parameter", "session.prompt.id"),
        session("\"include\":[\"all\"]", "invalid_value", "session.include[0]"),
        session("\"reasoning\":{\"effort\":\"max\"}", "invalid_value", "session.reasoning.effort"),
        session("\"audio\":[]", "invalid_type", "session.audio"),
        input("\"format\":{}", "missing_required_parameter", "format.type"),
        input("\"format\":\"pcm16\"", "invalid_type", "format"),
        input("\"format\":{\"type\":\"audio/opus\"}", "invalid_value", "format.type"),
        input("\"format\":{\"type\":\"audio/pcm\",\"rate\":16000}", "invalid_value", "format.rate"),
        input("\"noise_reduction\":{\"type\":\"no\"}", "invalid_value", "noise_reduction.type"),
        input("\"transcription\":{\"model\":1}", "invalid_type", "transcription.model"),
        input("\"turn_detection\":true", "invalid_type", "turn_detection"),
        input("\"turn_detection\":{\"type\":\"psychic\"}", "invalid_value", "turn_detection.type"),
        input(
            "\"turn_detection\":{\"threshold\":1.5}", "invalid_value", "turn_detection.threshold"),
        input(
            "\"turn_detection\":{\"threshold\":\"low\"}",
            "invalid_type",
            "turn_detection.threshold"),
        input(
            "\"turn_detection\":{\"silence_duration_ms\":-1}",
            "integer_below_min_value",
            "turn_detection.silence_duration_ms"),
        input(
            "\"turn_detection\":{\"idle_timeout_ms\":4999}",
            "integer_below_min_value",
            "turn_detection.idle_timeout_ms"),
        input(
            "\"turn_detection\":{\"idle_timeout_ms\":30001}",
            "integer_above_max_value",
            "turn_detection.idle_timeout_ms"),
        input(
            "\"turn_detection\":{\"create_response\":1}",
            "invalid_type",
            "turn_detection.create_response"),
        input(
            "\"turn_detection\":{\"type\":\"semantic_vad\",\"eagerness\":\"very\"}",
            "invalid_value",
            "turn_detection.eagerness"),
        session(
            "\"audio\":{\"output\":{\"speed\":2}}", "invalid_value", "session.audio.output.speed"),
        session(
            "\"audio\":{\"output\":{\"voice\":\"\"}}",
            "invalid_value",
            "session.audio.output.voice"),
        mistake("{\"type\":\"input_audio_buffer.append\"}", "missing_required_parameter", "audio"),
        mistake("{\"type\":\"input_audio_buffer.append\",\"audio\":7}", "invalid_type", "audio"),
        mistake(
            "{\"type\":\"input_audio_buffer.append\",\"audio\":\"A-_=\"}",
            "invalid_value",
            "audio"),
        mistake(
            "{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + "A".repeat(20_971_524) + "\"}",
            "string_above_max_length",
            "audio"),
        mistake("{\"type\":\"conversation.item.create\"}", "missing_required_parameter", "item"),
        item("\"role\":\"user\"", "missing_required_parameter", "item.type"),
        item("\"type\":\"song\"", "invalid_value", "item.type"),
        item("\"type\":\"mcp_call\"", "invalid_value", "item.type"),
        item("\"type\":\"message\"", "missing_required_parameter", "item.role"),
        item(
            "\"type\":\"message\",\"role\":\"user\"", "missing_required_parameter", "item.content"),
        item("\"type\":\"message\",\"role\":\"tool\"", "invalid_value", "item.role"),
        item(
            "\"type\":\"message\",\"role\":\"user\",\"status\":\"cancelled\"",
            "invalid_value",
            "item.status"),
        item(
            "\"type\":\"message\",\"role\":\"user\",\"id\":\"" + "i".repeat(129) + "\"",
            "string_above_max_length",
            "item.id"),
        content("user", "{\"type\":\"output_text\",\"text\":\"a\"}", "invalid_value", "type"),
        content("system", "{\"type\":\"input_audio\",\"audio\":\"\"}", "invalid_value", "type"),
        content("assistant", "{\"type\":\"output_audio\",\"audio\":\"\"}", "invalid_value", "type"),
        content("user", "{\"type\":\"input_text\"}", "missing_required_parameter", "text"),
        content("user", "{\"type\":\"input_audio\"}", "missing_required_parameter", "audio"),
        content("user", "{\"type\":\"input_audio\",\"audio\":\"?\"}", "invalid_value", "audio"),
        content(
            "user",
            "{\"type\":\"input_image\",\"image_url\":\"http://example.org/a.png\"}",
            "invalid_value",
            "image_url"),
        item(
            "\"type\":\"function_call_output\",\"call_id\":\"c\"",
            "missing_required_parameter",
            "item.output"),
        item(
            "\"type\":\"function_call_output\",\"output\":\"\"",
            "missing_required_parameter",
            "item.call_id"),
        mistake(
            "{\"type\":\"conversation.item.retrieve\"}", "missing_required_parameter", "item_id"),
        mistake("{\"type\":\"conversation.item.delete\",\"item_id\":4}", "invalid_type", "item_id"),
        mistake(
            "{\"type\":\"conversation.item.truncate\",\"item_id\":\"a\"}",
            "missing_required_parameter",
            "audio_end_ms"),
        mistake(
            "{\"type\":\"conversation.item.truncate\",\"item_id\":\"a\",\"audio_end_ms\":-1}",
            "integer_below_min_value",
            "audio_end_ms"),
        response("\"conversation\":\"other\"", "invalid_value", "response.conversation"),
        response("\"metadata\":{\"a\":1}", "invalid_type", "response.metadata.a"),
        response(
            "\"metadata\":{\"a\":\"" + "v".repeat(513) + "\"}",
            "string_above_max_length",
            "response.metadata.a"),
        response(
            "\"metadata\":{\"" + "k".repeat(65) + "\":\"\"}",
            "string_above_max_length",
            "response.metadata"),
        response("\"metadata\":{" + pairs(17) + "}", "invalid_value", "response.metadata"),
        response(
            "\"input\":[{\"type\":\"item_reference\"}]",
            "missing_required_parameter",
            "response.input[0].id"),
        response(
            "\"input\":[{\"type\":\"message\"}]",
            "missing_required_parameter",
            "response.input[0].role"));
  }

  private static String pairs(int count) {
    return Stream.iterate(0, at -> at + 1)
        .limit(count)
        .map(at -> "\"k" + at + "\":\"\"")
        .collect(Collectors.joining(","));
  }

  private static Arguments mistake(String json, String code, String param) {
    return Arguments.of(json, code, Optional.ofNullable(param));
  }

  private static Arguments session(String fields, String code, String param) {
    return mistake("{\"type\":\"session.update\",\"session\":{" + fields + "}}", code, param);
  }

  private static Arguments input(String fields, String code, String param) {
    return session("\"audio\":{\"input\":{" + fields + "}}", code, "session.audio.input." + param);
  }

  private static Arguments item(String fields, String code, String param) {
    return mistake(
        "{\"type\":\"conversation.item.create\",\"item\":{" + fields + "}}", code, param);
  }

  private static Arguments content(String role, String part, String code, String param) {
    return item(
        "\"type\":\"message\",\"role\":\"" + role + "\",\"content\":[" + part + "]",
        code,
        "item.content[0]." + param);
  }

  private static Arguments response(String fields, String code, String param) {
    return mistake("{\"type\":\"response.create\",\"response\":{" + fields + "}}", code, param);
  }

  @ParameterizedTest(name = "{index} {1} {2}")
  @MethodSource("mistakes")
  void shouldSayWhatIsWrong(String json, String code, Optional<String> param) {
    RealtimeError told = told(json);
    assertThat(told.code()).contains(code);
    assertThat(told.param()).isEqualTo(param);
    assertThat(told.type()).isEqualTo(RealtimeError.INVALID_REQUEST);
    assertThat(told.message()).isNotBlank();
    assertThat(told.eventId()).isEmpty();
    if (json.startsWith("{\"type\":\"") && json.endsWith("}}")) {
      assertThat(told("{\"event_id\":\"evt_1\"," + json.substring(1)).eventId()).contains("evt_1");
    }
  }

  private RealtimeError told(String json) {
    return catchThrowableOfType(RealtimeException.class, () -> reader.read(json)).told();
  }

  @Test
  void shouldShowOperatorsNothingOfWhatWasSent() {
    RealtimeException e =
        catchThrowableOfType(
            RealtimeException.class, () -> reader.read("{\"type\":\"my secret\"}"));
    assertThat(e.safeMessage()).contains("my secret");
    assertThat(e.getMessage()).doesNotContain("secret");
    assertThat(e.code()).isEqualTo("PROTOCOL_UNKNOWN_TYPE");
  }

  @Test
  void shouldRefuseWhatIsTooLarge() {
    RealtimeReader small = new RealtimeReader(Dialect.GA, 40);
    String json = "{\"type\":\"input_audio_buffer.commit\"}     ";
    for (Runnable read :
        List.<Runnable>of(
            () -> small.read(json), () -> small.read(json.getBytes(StandardCharsets.UTF_8)))) {
      assertThat(catchThrowableOfType(RealtimeException.class, read::run).told().code())
          .contains("string_above_max_length");
    }
    assertThat(small.read(json.strip()).event()).isEqualTo(new InputAudioCommit());
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    byte[] bytes = "{\"type\":\"input_audio_buffer.commit\"}".getBytes(StandardCharsets.UTF_16);
    assertThat(
            catchThrowableOfType(RealtimeException.class, () -> reader.read(bytes)).told().code())
        .contains("invalid_json");
  }

  @Test
  void shouldCleanWhatPeopleWrite() {
    ItemCreate create =
        (ItemCreate)
            reader
                .read(
                    "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\","
                        + "\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":"
                        + "\"a\\u202eb\\ud83d\"}]}}")
                .event();
    assertThat(((Item.Message) create.item()).content())
        .containsExactly(new Content.InputText("ab\ufffd"));
  }

  @Property(tries = 2000)
  void shouldThrowNothingElseForArbitraryText(@ForAll String text) {
    assertThat(isReadable(text)).isIn(true, false);
    assertThat(isReadable("{\"type\":\"session.update\",\"session\":" + text + "}"))
        .isIn(true, false);
  }

  @Example
  void shouldThrowNothingElseForWrongTypesAnywhere() {
    List<String> values = List.of("null", "1", "\"x\"", "[]", "{}", "true", "[null]", "{\"a\":[]}");
    for (Object[] each : events().map(Arguments::get).toList()) {
      String json = (String) each[0];
      for (String value : values) {
        for (int at = json.indexOf("\":"); at >= 0; at = json.indexOf("\":", at + 1)) {
          assertThat(isReadable(json.substring(0, at + 2) + value + after(json, at + 2)))
              .isIn(true, false);
        }
      }
    }
  }

  /** What follows the value that begins here, if it is a text; else the end of all. */
  private static String after(String json, int at) {
    return json.charAt(at) == '"' ? json.substring(json.indexOf('"', at + 1) + 1) : "}}";
  }

  private boolean isReadable(String json) {
    try {
      reader.read(json);
      return true;
    } catch (RealtimeException e) {
      return false;
    }
  }
}
