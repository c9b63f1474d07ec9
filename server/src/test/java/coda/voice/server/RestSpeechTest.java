package coda.voice.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.LevelMeter;
import coda.voice.audio.codec.OggOpusReader;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.engine.EngineRegistry;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Recordings and texts by the request, with the local engines and real speech. */
class RestSpeechTest {
  private static final EngineRegistry REGISTRY = EngineRegistry.discover();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static VoiceServer server;

  @BeforeAll
  static void start() throws InterruptedException {
    server =
        VoiceServer.start(
            new ConfigLoader(REGISTRY)
                .load(
                    ConfigSources.none()
                        .withOverrides(
                            List.of(
                                "server.port=0",
                                "storage.enabled=false",
                                "engines.synthesizer=freetts",
                                "engines.sphinx4.max-behind-ms=500",
                                "server.load.cpu=0"))),
            REGISTRY,
            "test");
  }

  @AfterAll
  static void stop() {
    server.close();
    HTTP.close();
  }

  @AfterEach
  void nothingIsHeldWhenNobodyAsks() {
    Awaitility.await().untilAsserted(() -> assertThat(server.held()).isZero());
  }

  @Test
  void aSpokenQuestionBecomesWords() throws Exception {
    JsonObject heard = transcribe(question(), Map.of("model", "whisper-1"));

    assertThat(heard.getString("text")).isEqualTo("what time is it");
  }

  @Test
  void everyWordHasItsTime() throws Exception {
    JsonObject heard =
        transcribe(
            question(),
            Map.of("response_format", "verbose_json", "timestamp_granularities[]", "word"));

    JsonArray words = heard.getJsonArray("words");
    assertThat(words.stream().map(word -> ((JsonObject) word).getString("word")))
        .containsExactly("what", "time", "is", "it");
    double last = 0;
    for (Object word : words) {
      assertThat(((JsonObject) word).getDouble("start")).isGreaterThanOrEqualTo(last);
      last = ((JsonObject) word).getDouble("end");
    }
    assertThat(last).isLessThanOrEqualTo(heard.getDouble("duration"));
  }

  @Test
  void whatIsSpokenInOneRequestIsUnderstoodInAnother() throws Exception {
    byte[] wav = speak("What time is it?", "wav");

    assertThat(transcribe(wav, Map.of()).getString("text")).isEqualTo("what time is it");
    WavAudio audio = WavFile.read(wav);
    LevelMeter level = new LevelMeter();
    level.add(audio.samples(), 0, audio.length());
    assertThat(audio.sampleRate()).isEqualTo(24_000);
    assertThat(audio.durationMs()).isBetween(700L, 3_000L);
    assertThat(level.rmsDbfs()).isGreaterThan(-35);
  }

  @Test
  void mp3IsUnderstoodAsWell() throws Exception {
    byte[] mp3 = speak("What time is it?", "mp3");

    assertThat(transcribe(mp3, Map.of()).getString("text")).isEqualTo("what time is it");
  }

  @Test
  void opusHoldsTheSameSpeech() throws Exception {
    short[] pcm = OggOpusReader.decode(speak("What time is it?", "opus"), 24_000);

    assertThat(pcm.length).isBetween(24_000 * 7 / 10, 24_000 * 3);
  }

  @Test
  void aLongerRecordingIsHeardUtteranceByUtterance() throws Exception {
    WavAudio question = WavFile.read(question());
    int rate = question.sampleRate();
    short[] mono = question.mono();
    short[] thrice = new short[3 * (mono.length + rate)];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(mono, 0, thrice, i * (mono.length + rate), mono.length);
    }

    JsonObject heard =
        transcribe(WavFile.bytes(thrice, rate), Map.of("response_format", "verbose_json"));

    assertThat(heard.getJsonArray("segments")).hasSize(3);
    assertThat(heard.getString("text"))
        .isEqualTo(
            String.join(" ", Arrays.asList(new String[3])).replace("null", "what time is it"));
  }

  @Test
  void theModelsAreTheEngines() throws Exception {
    HttpResponse<String> response =
        HTTP.send(HttpRequest.newBuilder(uri("/v1/models")).build(), BodyHandlers.ofString());

    assertThat(response.body()).contains("\"sphinx4\"", "\"freetts\"", "\"object\":\"model\"");
  }

  private static byte[] question() throws Exception {
    return Files.readAllBytes(Path.of("src/test/resources/speech/what-time-is-it.wav"));
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static byte[] speak(String text, String format) throws Exception {
    JsonObject order =
        new JsonObject()
            .put("model", "gpt-4o-mini-tts")
            .put("voice", "alloy")
            .put("input", text)
            .put("response_format", format);
    HttpResponse<byte[]> response =
        HTTP.send(
            HttpRequest.newBuilder(uri("/v1/audio/speech"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(order.encode()))
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static JsonObject transcribe(byte[] file, Map<String, String> fields) throws Exception {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            form.writeBytes(
                "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(name, value)
                    .getBytes(UTF_8)));
    form.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n"
            .getBytes(UTF_8));
    form.writeBytes(file);
    form.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(uri("/v1/audio/transcriptions"))
                .header("content-type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }
}
