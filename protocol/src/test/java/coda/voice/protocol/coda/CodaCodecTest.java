package coda.voice.protocol.coda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.protocol.ProtocolException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodaCodecTest {
  private final CodaCodec codec = new CodaCodec();

  private ProtocolException refused(String json) {
    return catchThrowableOfType(
        ProtocolException.class, () -> codec.decodeClient(json.replace('\'', '"')));
  }

  private ClientMessage read(String json) {
    return codec.decodeClient(json.replace('\'', '"')).message();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "hello", "{", "{'type':'ping'", "{'a':1} x", "{'a':1,'a':2}", "\0"})
  void shouldRefuseWhatIsNotJson(String text) {
    ProtocolException e = refused(text);
    if (text.isBlank()) {
      assertThat(e.code()).isEqualTo("PROTOCOL_NOT_OBJECT");
    } else {
      assertThat(e.code()).isEqualTo("PROTOCOL_NOT_JSON");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "'ping'", "true"})
  void shouldRefuseWhatIsNotAnObject(String text) {
    assertThat(refused(text).code()).isEqualTo("PROTOCOL_NOT_OBJECT");
  }

  @Test
  void shouldNameWhatIsMissing() {
    assertThat(refused("{}"))
        .hasMessage("type is missing; it is required")
        .extracting(ProtocolException::code)
        .isEqualTo("PROTOCOL_FIELD_MISSING");
    assertThat(refused("{'type':'voice_end'}")).hasMessageStartingWith("data is missing");
    assertThat(refused("{'type':'playback','data':{'played_ms':3}}"))
        .hasMessage("data.response_id is missing; it is required");
  }

  @Test
  void shouldNameUnknownTypesWithoutEchoingThemInFull() {
    ProtocolException e = refused("{'type':'\\u0007" + "x".repeat(5_000) + "','data':{}}");
    assertThat(e.code()).isEqualTo("PROTOCOL_UNKNOWN_TYPE");
    assertThat(e.safeMessage()).startsWith("type is \"\\u0007xxx").hasSizeLessThan(400);
  }

  @Test
  void shouldTellWhichMessageWasAtFault() {
    assertThat(refused("{'type':'nope','data':{},'message_id':'m-1'}").messageId()).hasValue("m-1");
    assertThat(refused("{'message_id':'m-1'}").messageId()).hasValue("m-1");
    assertThat(refused("{'message_id':'m 1'}").messageId()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":5,\"data\":{}}|type is 5;",
        "{\"type\":\"ping\",\"data\":{\"nonce\":[]}}|data.nonce is a list of 0; allowed: text",
        "{\"type\":\"voice_end\",\"data\":[]}|data is a list of 0; allowed: an object",
        "{\"type\":\"voice_end\",\"data\":{},\"timestamp\":[]}|timestamp is a list",
        "{\"type\":\"voice_end\",\"data\":{},\"conversation_id\":\"a b\"}|conversation_id is \"a b\"",
        "{\"type\":\"voice_chunk\",\"data\":{\"audio_data\":\"\",\"is_final\":1}}|data.is_final is 1",
        "{\"type\":\"voice_chunk\",\"data\":{\"chunk_id\":-1}}|data.chunk_id is -1; allowed: a whole",
        "{\"type\":\"voice_chunk\",\"data\":{}}|data.audio_data is missing",
        "{\"type\":\"playback\",\"data\":{\"response_id\":\"r\",\"played_ms\":1.5}}|data.played_ms is 1.5",
        "{\"type\":\"subscribe\",\"data\":{\"event_types\":[\"x\"]}}|data.event_types is \"x\"; allowed:"
            + " processing_started",
        "{\"type\":\"subscribe\",\"data\":{\"event_types\":[]}}|data.event_types is missing",
        "{\"type\":\"configure\",\"data\":{}}|data holds nothing to configure",
        "{\"type\":\"conversation_start\",\"data\":{\"history\":[{\"role\":\"user\"}]}}|"
            + "data.history[0].content is missing",
        "{\"type\":\"conversation_start\",\"data\":{\"history\":[7]}}|data.history[0] is 7",
        "{\"type\":\"conversation_start\",\"data\":{\"language\":\"../etc\"}}|data.language is \"../etc\"",
        "{\"type\":\"conversation_start\",\"data\":{\"mode\":\"llm_enhanced\"}}|data.mode is"
            + " \"llm_enhanced\"; allowed: traditional, moshi_only, hybrid, adaptive",
      })
  void shouldNameFieldValueAndWhatIsAllowed(String json, String beginning) {
    assertThat(refused(json).safeMessage()).startsWith(beginning);
  }

  @Test
  void shouldListEverythingWrongWithAnAudioConfig() {
    ProtocolException e =
        refused(
            "{'type':'voice_start','data':{'mode':'x','audio_config':{'sample_rate':9000,"
                + "'channels':3,'format':'mp3','encoding':7,'output':{'sample_rate':'a'},"
                + "'conversation_mode':'walkie','vad':{'threshold':1.5,'silence_ms':1}}}}");
    assertThat(e.code()).isEqualTo("PROTOCOL_FIELD_INVALID");
    assertThat(e.safeMessage())
        .contains("data.mode is \"x\"")
        .contains(
            "data.audio_config.sample_rate is 9000; allowed: 8000, 16000, 22050, 24000, 44100,"
                + " 48000")
        .contains("data.audio_config.channels is 3; allowed: a whole number from 1 to 2")
        .contains("data.audio_config.format is \"mp3\"; allowed: wav, pcm16, opus, mulaw, alaw")
        .contains("data.audio_config.encoding is 7; allowed: hex, base64, binary")
        .contains("data.audio_config.output.sample_rate is \"a\"")
        .contains("data.audio_config.conversation_mode is \"walkie\"")
        .contains("data.audio_config.vad.threshold is 1.5; allowed: a number from 0.0 to 1.0")
        .contains("data.audio_config.vad.silence_ms is 1;");
  }

  @Test
  void shouldListEverythingWrongWithAConfiguration() {
    assertThat(refused("{'type':'configure','data':{'mode':'x','silence_ms':5,'idle_ms':true}}"))
        .hasMessageContainingAll("data.mode", "data.silence_ms is 5", "data.idle_ms is true");
  }

  @Test
  void shouldTakeTheOriginalClientsDefaultsWhenNothingIsSaid() {
    ClientMessage.VoiceStart start =
        (ClientMessage.VoiceStart) read("{'type':'voice_start','data':{}}");
    assertThat(start.mode()).isEmpty();
    assertThat(start.audioConfig()).isEqualTo(AudioConfig.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "mulaw, 8000, mulaw, 8000",
    "alaw, 8000, alaw, 8000",
    "opus, 16000, opus, 16000",
  })
  void shouldKnowTheUsualRates(String format, int rate, String output, int outputRate) {
    AudioConfig config =
        ((ClientMessage.VoiceStart)
                read("{'type':'voice_start','data':{'audio_config':{'format':'" + format + "'}}}"))
            .audioConfig();
    assertThat(config.sampleRate()).isEqualTo(rate);
    assertThat(config.output().sampleRate()).isEqualTo(outputRate);
    assertThat(config.output().format().wireName()).isEqualTo(output);
  }

  @Test
  void shouldAnswerAsItWasAskedWhereTheOutputSaysNothingElse() {
    AudioConfig config =
        ((ClientMessage.VoiceStart)
                read(
                    "{'type':'voice_start','data':{'audio_config':{'format':'pcm16',"
                        + "'sample_rate':48000,'encoding':'binary','output':{'format':'mulaw'}}}}"))
            .audioConfig();
    assertThat(config.output())
        .isEqualTo(new StreamFormat(8_000, 1, AudioFormat.MULAW, AudioEncoding.BINARY));
  }

  @Test
  void shouldRefuseRatesThatOpusDoesNotHave() {
    assertThat(
            refused(
                "{'type':'voice_start','data':{'audio_config':{'format':'opus',"
                    + "'sample_rate':44100}}}"))
        .hasMessage(
            "data.audio_config.sample_rate is 44100; allowed: 8000, 16000, 24000, 48000 for opus");
  }

  @Test
  void shouldIgnoreUnknownFields() {
    assertThat(read("{'type':'interrupt','data':{'x':[{}]},'y':1}"))
        .isEqualTo(new ClientMessage.Interrupt());
  }

  @Test
  void shouldTakeAnythingInAPing() {
    for (String data : new String[] {"", ",'data':null", ",'data':7", ",'data':[1]"}) {
      assertThat(read("{'type':'ping'" + data + "}"))
          .isEqualTo(new ClientMessage.Ping(Optional.empty()));
    }
    assertThat(read("{'type':'ping','data':{'nonce':'n'}}"))
        .isEqualTo(new ClientMessage.Ping(Optional.of("n")));
  }

  @Test
  void shouldTakeDatesAndNumberedChunksOfOtherClients() {
    Envelope<ClientMessage> envelope =
        codec.decodeClient(
            "{\"type\":\"voice_chunk\",\"timestamp\":\"2026-11-23T04:00:00Z\","
                + "\"data\":{\"audio_data\":\"00ff\",\"chunk_id\":12}}");
    assertThat(envelope.timestamp()).isEmpty();
    assertThat(((ClientMessage.VoiceChunk) envelope.message()).chunkId()).hasValue("12");
  }

  @Test
  void shouldRefuseWhatIsTooLarge() {
    CodaCodec small = new CodaCodec(50);
    String fits = "{\"type\":\"interrupt\",\"data\":{}}";
    assertThat(small.decodeClient(fits + " ".repeat(50 - fits.length())).message())
        .isEqualTo(new ClientMessage.Interrupt());
    for (String text :
        new String[] {fits + " ".repeat(51 - fits.length()), "\"" + "漢".repeat(17)}) {
      ProtocolException e =
          catchThrowableOfType(ProtocolException.class, () -> small.decodeClient(text));
      assertThat(e.code()).isEqualTo("PROTOCOL_TOO_LARGE");
    }
  }

  @Test
  void shouldRefuseWhatIsTooDeepTooLongOrTooMany() {
    for (String value :
        new String[] {
          "[".repeat(10_000),
          "1".repeat(1_000),
          "{'" + "x".repeat(1_000) + "':1}",
          "[" + "1,".repeat(200_000) + "1]"
        }) {
      assertThat(refused("{'type':'interrupt','data':{'x':" + value + "}}").code())
          .isEqualTo("PROTOCOL_TOO_LARGE");
    }
  }

  @Test
  void shouldCarryMegabytesOfAudio() {
    String hex = "0123".repeat(1_000_000);
    ClientMessage.VoiceChunk chunk =
        (ClientMessage.VoiceChunk)
            read("{'type':'voice_chunk','data':{'audio_data':'" + hex + "'}}");
    assertThat(chunk.audioData().orElseThrow()).isEqualTo(hex);
    assertThat(chunk.toString()).hasSizeLessThan(200);
  }

  @Test
  void shouldRepairLoneSurrogates() {
    assertThat(read("{'type':'voice_chunk','data':{'text_content':'a\\ud83d','is_final':true}}"))
        .extracting(message -> ((ClientMessage.VoiceChunk) message).textContent().orElseThrow())
        .isEqualTo("a\uFFFD");
  }

  @Test
  void shouldNotShowSecrets() {
    assertThat(read("{'type':'auth','data':{'token':'s3cret'}}").toString())
        .doesNotContain("s3cret");
    assertThat(read("{'type':'resume','data':{'resume_token':'s3cret','last_seq':1}}").toString())
        .doesNotContain("s3cret");
    for (String text :
        new String[] {
          "{'type':'auth','data':{'token':'s3cret' x",
          "{'type':'auth','data':{'token':'" + "s3cret".repeat(2_000) + "'}}",
          "{'type':'auth','data':{'token':['s3cret']}}"
        }) {
      assertThat(refused(text).safeMessage()).doesNotContain("s3cret");
    }
  }
}
