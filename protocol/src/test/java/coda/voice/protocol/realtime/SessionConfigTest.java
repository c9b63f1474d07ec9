package coda.voice.protocol.realtime;

import static coda.voice.protocol.realtime.Examples.DEFAULTS;
import static coda.voice.protocol.realtime.Examples.patch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a session changes. */
class SessionConfigTest {
  private static SessionConfig merged(String... patches) {
    SessionConfig config = DEFAULTS;
    for (String patch : patches) {
      config = config.merge(patch(patch));
    }
    return config;
  }

  private static String input(String fields) {
    return "{\"type\":\"realtime\",\"audio\":{\"input\":{" + fields + "}}}";
  }

  @Test
  void shouldEchoEverythingWithItsDefaults() {
    assertThat(Mapping.text(SessionOut.write(Examples.session(DEFAULTS), Dialect.GA).node()))
        .isEqualTo(
            "{\"type\":\"realtime\",\"object\":\"realtime.session\",\"id\":\"sess_1\","
                + "\"model\":\"gpt-realtime\",\"output_modalities\":[\"audio\"],"
                + "\"instructions\":\"Be brief.\",\"tools\":[],\"tool_choice\":\"auto\","
                + "\"max_output_tokens\":\"inf\",\"truncation\":\"auto\",\"prompt\":null,"
                + "\"tracing\":null,\"include\":null,\"audio\":{\"input\":{\"format\":"
                + "{\"type\":\"audio/pcm\",\"rate\":24000},\"noise_reduction\":null,"
                + "\"transcription\":null,\"turn_detection\":{\"type\":\"server_vad\","
                + "\"threshold\":0.5,\"prefix_padding_ms\":300,\"silence_duration_ms\":500,"
                + "\"create_response\":true,\"interrupt_response\":true,"
                + "\"idle_timeout_ms\":null}},\"output\":{\"format\":{\"type\":\"audio/pcm\","
                + "\"rate\":24000},\"voice\":\"marin\",\"speed\":1.0}},"
                + "\"expires_at\":1900000000}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"realtime\"}",
        "{}",
        "{\"type\":\"realtime\",\"audio\":{}}",
        "{\"type\":\"realtime\",\"audio\":{\"output\":{}}}",
        "{\"type\":\"realtime\",\"audio\":{\"input\":{},\"output\":null}}",
        "{\"type\":\"realtime\",\"model\":\"gpt-realtime\"}",
        "{\"type\":\"realtime\",\"model\":\"another\"}",
        "{\"type\":\"realtime\",\"temperature\":9,\"model_version\":\"x\",\"extra\":{\"a\":[1]}}",
        "{\"type\":\"realtime\",\"id\":\"sess_9\",\"object\":\"realtime.session\",\"expires_at\":1}"
      })
  void shouldStayAsItIsWithoutChanges(String patch) {
    assertThat(merged(patch)).isEqualTo(DEFAULTS);
  }

  @Test
  void shouldChangeOnlyWhatIsThere() {
    SessionConfig config =
        merged(
            "{\"type\":\"realtime\",\"instructions\":\"Sing.\"}",
            "{\"type\":\"realtime\",\"tracing\":\"auto\"}",
            "{\"type\":\"realtime\",\"max_output_tokens\":50}",
            "{\"type\":\"realtime\",\"output_modalities\":[\"text\"]}");
    assertThat(config.instructions()).isEqualTo("Sing.");
    assertThat(config.tracing()).contains(new Json("\"auto\""));
    assertThat(config.maxOutputTokens()).isEqualTo(OptionalInt.of(50));
    assertThat(config.outputModality()).isEqualTo(OutputModality.TEXT);
    assertThat(config.input()).isEqualTo(DEFAULTS.input());
    assertThat(config.output()).isEqualTo(DEFAULTS.output());
  }

  @Test
  void shouldClearWhatIsNull() {
    String all =
        """
        {"type":"realtime","tracing":"auto","prompt":{"id":"p"},"parallel_tool_calls":true,
         "reasoning":{"effort":"high"},"include":["item.input_audio_transcription.logprobs"],
         "audio":{"input":{"noise_reduction":{"type":"near_field"},
           "transcription":{"model":"whisper-1"}}}}
        """;
    assertThat(merged(all).includesLogprobs()).isTrue();
    SessionConfig cleared =
        merged(
            all,
            """
            {"type":"realtime","tracing":null,"prompt":null,"parallel_tool_calls":null,
             "reasoning":null,"include":null,
             "audio":{"input":{"noise_reduction":null,"transcription":null}}}
            """);
    assertThat(cleared).isEqualTo(DEFAULTS);
    assertThat(cleared.includesLogprobs()).isFalse();
  }

  @Test
  void shouldKeepWhatCannotBeCleared() {
    assertThat(
            merged(
                """
                {"type":"realtime","instructions":null,"tools":null,"tool_choice":null,
                 "max_output_tokens":null,"truncation":null,"output_modalities":null,
                 "audio":{"input":{"format":null},
                 "output":{"format":null,"voice":null,"speed":null}}}
                """))
        .isEqualTo(DEFAULTS);
  }

  @Test
  void shouldEmptyInstructionsAndTools() {
    SessionConfig config =
        merged(
            "{\"type\":\"realtime\",\"tools\":[{\"type\":\"function\",\"name\":\"a\"}]}",
            "{\"type\":\"realtime\",\"tools\":[],\"instructions\":\"\"}");
    assertThat(config.tools()).isEmpty();
    assertThat(config.instructions()).isEmpty();
  }

  @Test
  void shouldReplaceTurnDetectionAsAWhole() {
    SessionConfig config =
        merged(
            input(
                "\"turn_detection\":{\"type\":\"server_vad\",\"threshold\":0.9,"
                    + "\"prefix_padding_ms\":100,\"create_response\":false}"),
            input("\"turn_detection\":{\"type\":\"server_vad\",\"silence_duration_ms\":700}"));
    assertThat(config.input().turnDetection())
        .isEqualTo(new TurnDetection.ServerVad(0.5, 300, 700, true, true, OptionalInt.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "false", "{\"type\":\"none\"}"})
  void shouldTurnDetectionOff(String value) {
    TurnDetection none = merged(input("\"turn_detection\":" + value)).input().turnDetection();
    assertThat(none).isEqualTo(new TurnDetection.None());
    assertThat(none.createResponse()).isFalse();
    assertThat(none.interruptResponse()).isFalse();
  }

  @Test
  void shouldReadSemanticTurnDetection() {
    assertThat(
            merged(
                    input(
                        "\"turn_detection\":{\"type\":\"semantic_vad\",\"eagerness\":\"low\","
                            + "\"interrupt_response\":false}"))
                .input()
                .turnDetection())
        .isEqualTo(new TurnDetection.SemanticVad(TurnDetection.Eagerness.LOW, true, false));
    assertThat(
            merged(input("\"turn_detection\":{\"type\":\"semantic_vad\"}")).input().turnDetection())
        .isEqualTo(new TurnDetection.SemanticVad(TurnDetection.Eagerness.AUTO, true, true));
  }

  @Test
  void shouldMergeTranscriptionFieldByField() {
    SessionConfig config =
        merged(
            input("\"transcription\":{\"model\":\"whisper-1\",\"prompt\":\"names\"}"),
            input("\"transcription\":{\"language\":\"de\",\"prompt\":null}"));
    assertThat(config.input().transcription())
        .contains(
            new Transcription(
                Optional.of("whisper-1"),
                Optional.of("de"),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty()));
  }

  @Test
  void shouldEchoOnlyWhatTranscriptionWasGiven() {
    SessionConfig config = merged(input("\"transcription\":{\"model\":\"whisper-1\"}"));
    assertThat(AudioJson.transcription(config.input().transcription()).toString())
        .isEqualTo("{\"model\":\"whisper-1\"}");
  }

  @Test
  void shouldMergeNoiseReductionFieldByField() {
    SessionConfig config =
        merged(
            input("\"noise_reduction\":{\"type\":\"far_field\",\"strength\":0.5}"),
            input("\"noise_reduction\":{\"type\":\"near_field\"}"));
    assertThat(config.input().noiseReduction())
        .contains(new NoiseReduction(NoiseReduction.Field.NEAR_FIELD, OptionalDouble.of(0.5)));
  }

  @Test
  void shouldNotMergeAPartOfWhatIsNotThere() {
    String strength = input("\"noise_reduction\":{\"strength\":0.5}");
    assertThat(
            merged(input("\"noise_reduction\":{\"type\":\"far_field\"}"), strength)
                .input()
                .noiseReduction())
        .contains(new NoiseReduction(NoiseReduction.Field.FAR_FIELD, OptionalDouble.of(0.5)));
    assertThatThrownBy(() -> merged(strength))
        .isInstanceOfSatisfying(
            RealtimeException.class,
            e -> {
              assertThat(e.told().code()).contains("missing_required_parameter");
              assertThat(e.told().param()).contains("session.audio.input.noise_reduction.type");
            });
  }

  @Test
  void shouldSetFormatsApart() {
    SessionConfig config =
        merged(
            input("\"format\":{\"type\":\"audio/pcmu\"}"),
            "{\"type\":\"realtime\",\"audio\":{\"output\":{\"format\":"
                + "{\"type\":\"audio/pcma\",\"rate\":8000}}}}");
    assertThat(config.input().format()).isEqualTo(AudioFormat.PCMU);
    assertThat(config.output().format()).isEqualTo(AudioFormat.PCMA);
    assertThat(AudioJson.write(AudioFormat.PCMU).toString()).isEqualTo("{\"type\":\"audio/pcmu\"}");
  }

  @Test
  void shouldEchoAVoiceOfOnesOwnAsItsName() {
    assertThat(
            merged("{\"type\":\"realtime\",\"audio\":{\"output\":{\"voice\":{\"id\":\"v_1\"}}}}")
                .output()
                .voice())
        .isEqualTo("v_1");
  }

  @Test
  void shouldChangeTheTypeInTheFirstUpdateOnly() {
    SessionPatch transcription = patch("{\"type\":\"transcription\"}");
    SessionConfig config = DEFAULTS.mergeFirst(transcription);
    assertThat(config.type()).isEqualTo(SessionType.TRANSCRIPTION);
    assertThat(config.merge(transcription)).isEqualTo(config);
    assertThatThrownBy(() -> DEFAULTS.merge(transcription))
        .isInstanceOfSatisfying(
            RealtimeException.class,
            e -> {
              assertThat(e.told().code()).contains("invalid_value");
              assertThat(e.told().param()).contains("session.type");
            });
  }

  @Test
  void shouldTellMcpFiltersApart() {
    List<Tool> tools = Examples.sessions().get(1).config().tools();
    assertThat(((Tool.Mcp) tools.get(1)).allowedTools())
        .contains(new Tool.Filter(Optional.of(List.of("a", "b")), Optional.empty()));
    assertThat(((Tool.Mcp) tools.get(1)).authorization()).contains("secret-1");
    assertThat(((Tool.Mcp) tools.get(2)).allowedTools())
        .contains(new Tool.Filter(Optional.empty(), Optional.of(true)));
    assertThat(ToolJson.write(tools.get(1)).toString())
        .isEqualTo(
            "{\"type\":\"mcp\",\"server_label\":\"docs\","
                + "\"server_url\":\"https://example.org/mcp\",\"allowed_tools\":[\"a\",\"b\"],"
                + "\"require_approval\":{\"always\":{\"read_only\":false},"
                + "\"never\":{\"tool_names\":[\"a\"]}}}");
  }

  @Test
  void shouldKnowWhatAPatchIsAbout() {
    SessionPatch patch = patch("{\"type\":\"realtime\",\"model\":\"m\"}");
    assertThat(patch.type()).contains(SessionType.REALTIME);
    assertThat(patch.model()).contains("m");
    assertThat(SessionPatch.none().type()).isEmpty();
    assertThat(patch).isEqualTo(patch("{\"model\":\"m\",\"type\":\"realtime\"}"));
    assertThat(patch).isNotEqualTo(SessionPatch.none());
    assertThat(DEFAULTS.merge(SessionPatch.none())).isEqualTo(DEFAULTS);
  }
}
