package coda.voice.protocol.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys for browsers. */
class ClientSecretsTest {
  private static final ClientSecrets.Response RESPONSE =
      new ClientSecrets.Response("ek_1", 1_900_000_000, Examples.session(Examples.DEFAULTS));

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{}", "{\"session\":null}", "{\"expires_after\":{}}"})
  void shouldNeedNothing(String body) {
    assertThat(ClientSecrets.read(body))
        .isEqualTo(new ClientSecrets.Request(600, SessionPatch.none()));
  }

  @Test
  void shouldReadWhatIsAskedFor() {
    ClientSecrets.Request request =
        ClientSecrets.read(
            "{\"expires_after\":{\"anchor\":\"created_at\",\"seconds\":60},"
                + "\"session\":{\"type\":\"realtime\",\"instructions\":\"Sing.\"}}");
    assertThat(request.seconds()).isEqualTo(60);
    assertThat(Examples.DEFAULTS.mergeFirst(request.session()).instructions()).isEqualTo("Sing.");
  }

  @ParameterizedTest
  @CsvSource({
    "'[', invalid_json,",
    "'{\"expires_after\":{\"seconds\":9}}', integer_below_min_value, expires_after.seconds",
    "'{\"expires_after\":{\"seconds\":7201}}', integer_above_max_value, expires_after.seconds",
    "'{\"expires_after\":{\"anchor\":\"now\"}}', invalid_value, expires_after.anchor",
    "'{\"session\":{\"audio\":{\"output\":{\"speed\":0}}}}', invalid_value,"
        + " session.audio.output.speed",
  })
  void shouldSayWhatIsWrong(String body, String code, String param) {
    RealtimeError told =
        catchThrowableOfType(RealtimeException.class, () -> ClientSecrets.read(body)).told();
    assertThat(told.code()).contains(code);
    assertThat(told.param().orElse(null)).isEqualTo(param);
  }

  @Test
  void shouldAnswerWithKeyAndSession() {
    JsonNode json = Mapping.tree(ClientSecrets.write(RESPONSE));
    assertThat(json.get("value").textValue()).isEqualTo("ek_1");
    assertThat(json.get("expires_at").longValue()).isEqualTo(1_900_000_000);
    assertThat(json.at("/session/object").textValue()).isEqualTo("realtime.session");
    assertThat(json.at("/session/id").textValue()).isEqualTo("sess_1");
    assertThat(RESPONSE.toString()).doesNotContain("ek_1");
  }

  @Test
  void shouldServeTheBetaDialect() {
    ClientSecrets.Request request =
        ClientSecrets.readBeta("{\"model\":\"m\",\"voice\":\"alloy\"}", SessionType.REALTIME);
    SessionConfig config = Examples.DEFAULTS.mergeFirst(request.session());
    assertThat(config.output().voice()).isEqualTo("alloy");
    assertThat(request.session().model()).contains("m");
    assertThat(request.seconds()).isEqualTo(60);
    JsonNode json =
        Mapping.tree(
            ClientSecrets.writeBeta(
                new ClientSecrets.Response("ek_1", 7, Examples.session(config))));
    assertThat(json.get("voice").textValue()).isEqualTo("alloy");
    assertThat(json.get("client_secret").toString())
        .isEqualTo("{\"value\":\"ek_1\",\"expires_at\":7}");
    assertThat(
            ClientSecrets.readBeta(
                    "{\"input_audio_transcription\":{\"model\":\"whisper-1\"}}",
                    SessionType.TRANSCRIPTION)
                .session()
                .type())
        .contains(SessionType.TRANSCRIPTION);
  }

  @Test
  void shouldNameFieldsOfAFlatBodyWithoutASession() {
    RealtimeError told =
        catchThrowableOfType(
                RealtimeException.class,
                () -> ClientSecrets.readBeta("{\"speed\":9}", SessionType.REALTIME))
            .told();
    assertThat(told.param()).contains("speed");
  }

  @Test
  void shouldRefuseAsOpenAiDoes() {
    assertThat(
            ClientSecrets.writeError(
                RealtimeError.invalid("invalid_api_key", "Incorrect key.", Optional.empty())))
        .isEqualTo(
            "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\","
                + "\"message\":\"Incorrect key.\",\"param\":null}}");
  }
}
