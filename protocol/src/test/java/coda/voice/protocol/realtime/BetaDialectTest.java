package coda.voice.protocol.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The older dialect, both ways. */
class BetaDialectTest {
  private static final String FLAT =
      """
      {"type":"session.update","session":{"modalities":["text","audio"],"instructions":"Sing.",
       "voice":"alloy","input_audio_format":"g711_ulaw","output_audio_format":"g711_alaw",
       "input_audio_transcription":{"model":"whisper-1"},
       "input_audio_noise_reduction":{"type":"near_field"},
       "turn_detection":{"type":"server_vad","threshold":0.7,"silence_duration_ms":200},
       "tools":[{"type":"function","name":"f"}],"tool_choice":"auto","temperature":0.9,
       "max_response_output_tokens":100,"speed":1.1}}
      """;

  private final RealtimeWriter writer = new RealtimeWriter(Dialect.BETA);

  private static SessionConfig updated(Dialect dialect, String json) {
    ClientEvent event = new RealtimeReader(dialect).read(json).event();
    return Examples.DEFAULTS.merge(((ClientEvent.SessionUpdate) event).patch());
  }

  private JsonNode written(ServerEvent event) {
    return Mapping.tree(writer.write(event).orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadAFlatSessionWithAndWithoutTheHeader(Dialect dialect) {
    SessionConfig config = updated(dialect, FLAT);
    assertThat(config.type()).isEqualTo(SessionType.REALTIME);
    assertThat(config.outputModality()).isEqualTo(OutputModality.AUDIO);
    assertThat(config.instructions()).isEqualTo("Sing.");
    assertThat(config.input().format()).isEqualTo(AudioFormat.PCMU);
    assertThat(config.input().transcription())
        .contains(Transcription.DEFAULT.withModel("whisper-1"));
    assertThat(config.input().noiseReduction()).isPresent();
    assertThat(config.input().turnDetection())
        .isEqualTo(new TurnDetection.ServerVad(0.7, 300, 200, true, true, OptionalInt.empty()));
    assertThat(config.output()).isEqualTo(new SessionConfig.Output(AudioFormat.PCMA, "alloy", 1.1));
    assertThat(config.maxOutputTokens()).isEqualTo(OptionalInt.of(100));
    assertThat(config.temperature()).isEqualTo(OptionalDouble.of(0.9));
    assertThat(config.tools()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void shouldTurnDetectionOffInAFlatSession(Dialect dialect) {
    SessionConfig config =
        updated(dialect, "{\"type\":\"session.update\",\"session\":{\"turn_detection\":null}}");
    assertThat(config.input().turnDetection()).isEqualTo(new TurnDetection.None());
    assertThat(config.output()).isEqualTo(Examples.DEFAULTS.output());
  }

  @Test
  void shouldReadANestedSessionUnderTheHeaderToo() {
    assertThat(
            updated(
                    Dialect.BETA,
                    "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"audio\":"
                        + "{\"output\":{\"voice\":\"cedar\"}}}}")
                .output()
                .voice())
        .isEqualTo("cedar");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"turn_detection\":{\"threshold\":3}', invalid_value, session.turn_detection.threshold",
    "'\"input_audio_format\":\"mp3\"', invalid_value, session.input_audio_format",
    "'\"output_audio_format\":{}', invalid_type, session.output_audio_format",
    "'\"modalities\":[]', invalid_value, session.modalities",
    "'\"voice\":1', invalid_type, session.voice",
    "'\"voice\":\"a\",\"speed\":9', invalid_value, session.speed",
    "'\"voice\":\"a\",\"temperature\":2', invalid_value, session.temperature",
    "'\"voice\":\"a\",\"max_response_output_tokens\":0', integer_below_min_value,"
        + " session.max_response_output_tokens",
    "'\"voice\":\"a\",\"audio\":1', invalid_type, session.audio",
  })
  void shouldNameFieldsAsTheClientWroteThem(String fields, String code, String param) {
    RealtimeError told =
        catchThrowableOfType(
                RealtimeException.class,
                () ->
                    updated(
                        Dialect.GA, "{\"type\":\"session.update\",\"session\":{" + fields + "}}"))
            .told();
    assertThat(told.code()).contains(code);
    assertThat(told.param()).contains(param);
    assertThat(told.message()).contains("'" + param + "'");
  }

  @Test
  void shouldWriteAFlatSession() {
    SessionConfig config = updated(Dialect.BETA, FLAT);
    assertThat(
            written(new ServerEvent.SessionUpdated(Examples.session(config)))
                .get("session")
                .toString())
        .isEqualTo(
            "{\"id\":\"sess_1\",\"object\":\"realtime.session\",\"model\":\"gpt-realtime\","
                + "\"expires_at\":1900000000,\"modalities\":[\"audio\",\"text\"],"
                + "\"instructions\":\"Sing.\",\"voice\":\"alloy\","
                + "\"output_audio_format\":\"g711_alaw\",\"speed\":1.1,"
                + "\"tools\":[{\"type\":\"function\",\"name\":\"f\"}],\"tool_choice\":\"auto\","
                + "\"temperature\":0.9,\"max_response_output_tokens\":100,\"tracing\":null,"
                + "\"input_audio_format\":\"g711_ulaw\","
                + "\"input_audio_transcription\":{\"model\":\"whisper-1\"},"
                + "\"input_audio_noise_reduction\":{\"type\":\"near_field\"},"
                + "\"turn_detection\":{\"type\":\"server_vad\",\"threshold\":0.7,"
                + "\"prefix_padding_ms\":300,\"silence_duration_ms\":200,"
                + "\"create_response\":true,\"interrupt_response\":true,"
                + "\"idle_timeout_ms\":null},\"include\":null}");
  }

  @Test
  void shouldHaveAnotherTranscriptionSession() {
    ClientEvent event =
        new RealtimeReader(Dialect.BETA)
            .read(
                "{\"type\":\"transcription_session.update\",\"session\":"
                    + "{\"input_audio_format\":\"pcm16\",\"input_audio_transcription\":"
                    + "{\"model\":\"whisper-1\",\"language\":\"en\"}}}")
            .event();
    SessionConfig config =
        Examples.DEFAULTS.mergeFirst(((ClientEvent.SessionUpdate) event).patch());
    assertThat(config.type()).isEqualTo(SessionType.TRANSCRIPTION);
    JsonNode json = written(new ServerEvent.SessionUpdated(Examples.session(config)));
    assertThat(json.get("type").textValue()).isEqualTo("transcription_session.updated");
    assertThat(json.at("/session/object").textValue()).isEqualTo("realtime.transcription_session");
    assertThat(json.at("/session/input_audio_transcription/language").textValue()).isEqualTo("en");
  }

  @Test
  void shouldReadWhatAResponseIsToBe() {
    ClientEvent.ResponseCreate create =
        (ClientEvent.ResponseCreate)
            new RealtimeReader(Dialect.BETA)
                .read(
                    "{\"type\":\"response.create\",\"response\":{\"modalities\":[\"text\"],"
                        + "\"voice\":\"alloy\",\"output_audio_format\":\"g711_ulaw\","
                        + "\"temperature\":0.7,\"max_response_output_tokens\":20}}")
                .event();
    ResponseParams params = create.params();
    assertThat(params.outputModality()).contains(OutputModality.TEXT);
    assertThat(params.voice()).contains("alloy");
    assertThat(params.outputFormat()).contains(AudioFormat.PCMU);
    assertThat(params.maxOutputTokens())
        .contains(new ResponseParams.TokenLimit(OptionalInt.of(20)));
  }

  @Test
  void shouldReadTextOfAnybody() {
    for (Role role : Role.values()) {
      ClientEvent.ItemCreate create =
          (ClientEvent.ItemCreate)
              new RealtimeReader(Dialect.BETA)
                  .read(
                      "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\","
                          + "\"role\":\""
                          + role.wireName()
                          + "\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}}")
                  .event();
      assertThat(((Item.Message) create.item()).content())
          .containsExactly(
              role == Role.ASSISTANT ? new Content.OutputText("Hi") : new Content.InputText("Hi"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "response.output_audio.delta, response.audio.delta",
    "response.output_audio.done, response.audio.done",
    "response.output_audio_transcript.delta, response.audio_transcript.delta",
    "response.output_audio_transcript.done, response.audio_transcript.done",
    "response.output_text.delta, response.text.delta",
    "response.output_text.done, response.text.done",
    "conversation.item.added, conversation.item.created",
    "conversation.created, conversation.created",
    "response.output_item.added, response.output_item.added",
    "response.output_item.done, response.output_item.done",
    "response.content_part.added, response.content_part.added",
    "response.done, response.done",
    "error, error",
  })
  void shouldCallEventsWhatTheyWereCalled(String current, String beta) {
    List<ServerEvent> events =
        Examples.events().stream().filter(event -> event.type().equals(current)).toList();
    assertThat(events).isNotEmpty();
    for (ServerEvent event : events) {
      assertThat(written(event).get("type").textValue()).isEqualTo(beta);
    }
  }

  @Test
  void shouldNotSendWhatThereWasNot() {
    List<String> unknown =
        Examples.events().stream()
            .filter(event -> writer.write(event).isEmpty())
            .map(ServerEvent::type)
            .distinct()
            .toList();
    assertThat(unknown)
        .containsExactly(
            "input_audio_buffer.timeout_triggered",
            "conversation.item.done",
            "conversation.item.input_audio_transcription.segment",
            "response.mcp_call_arguments.delta",
            "response.mcp_call_arguments.done",
            "response.mcp_call.in_progress",
            "response.mcp_call.completed",
            "response.mcp_call.failed",
            "mcp_list_tools.in_progress",
            "mcp_list_tools.completed",
            "mcp_list_tools.failed");
  }

  @Test
  void shouldCallContentOfTheAssistantTextAndAudio() {
    Item item =
        new Item.Message(
            Optional.of("item_1"),
            Role.ASSISTANT,
            ItemStatus.COMPLETED,
            List.of(
                new Content.OutputText("Hi"),
                new Content.OutputAudio(Optional.of(Examples.AUDIO), Optional.of("Hi"))));
    assertThat(
            written(new ServerEvent.OutputItemDone("resp_1", 0, item))
                .at("/item/content")
                .toString())
        .isEqualTo(
            "[{\"type\":\"text\",\"text\":\"Hi\"},{\"type\":\"audio\",\"transcript\":\"Hi\"}]");
  }

  @Test
  void shouldWriteAFlatResponse() {
    assertThat(written(new ServerEvent.ResponseCreated(Examples.beta())).get("response").toString())
        .isEqualTo(
            "{\"object\":\"realtime.response\",\"id\":\"resp_1\",\"status\":\"in_progress\","
                + "\"status_details\":null,\"output\":[],\"conversation_id\":\"conv_1\","
                + "\"modalities\":[\"audio\",\"text\"],\"voice\":\"alloy\","
                + "\"output_audio_format\":\"g711_ulaw\",\"temperature\":0.7,"
                + "\"max_output_tokens\":200,\"usage\":null,\"metadata\":null}");
  }
}
