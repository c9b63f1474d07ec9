package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.codec.Mp3Reader;
import coda.voice.audio.codec.OggOpusReader;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.engine.Synthesizer;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.Patience;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are spoken over plain HTTP, and the models. */
class SpeakingTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final SpeakingSynthesizer voice = new SpeakingSynthesizer();
  private TestGateway gateway = new TestGateway();

  @AfterEach
  void shouldHoldNothing() {
    await().untilAsserted(() -> assertThat(voice.capacity().inUse()).isZero());
    gateway.awaitNothingHeld();
    http.close();
    gateway.close();
    assertThat(gateway.blockedLoops()).isEmpty();
  }

  @Test
  void shouldSpeakMp3UnlessAskedForSomethingElse() throws Exception {
    HttpResponse<byte[]> response =
        speak(order("One two three. Four.").put("model", "gpt-4o-mini-tts").put("voice", "alloy"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("audio/mpeg");
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
    int[] length = {0};
    Mp3Reader.read(response.body(), 24_000, (samples, offset, count) -> length[0] += count);
    assertThat(length[0]).isBetween(24 * 800, 24 * 1_000);
  }

  @Test
  void shouldSpeakWav() throws Exception {
    HttpResponse<byte[]> response =
        speak(order("One two three. Four.").put("response_format", "wav"));

    assertThat(response.headers().firstValue("content-type")).contains("audio/wav");
    WavAudio audio = WavFile.read(response.body());
    assertThat(audio.sampleRate()).isEqualTo(24_000);
    assertThat(audio.durationMs()).isEqualTo(800);
    assertThat(audio.samples()[12_000]).isBetween((short) 1_200, (short) 1_260);
  }

  @Test
  void shouldSpeakPcmAndOpus() throws Exception {
    HttpResponse<byte[]> pcm = speak(order("One two.").put("response_format", "pcm"));
    HttpResponse<byte[]> opus = speak(order("One two.").put("response_format", "opus"));

    assertThat(pcm.body()).hasSize(2 * 24 * 400);
    assertThat(opus.headers().firstValue("content-type")).contains("audio/ogg");
    assertThat(OggOpusReader.decode(opus.body(), 24_000)).hasSize(24 * 400);
  }

  @Test
  void shouldSpeakInAStreamOfEvents() throws Exception {
    HttpResponse<byte[]> response =
        speak(order("One two.").put("response_format", "pcm").put("stream_format", "sse"));

    assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
    ByteArrayOutputStream sound = new ByteArrayOutputStream();
    List<JsonObject> events =
        new String(response.body(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("data: "))
            .map(line -> new JsonObject(line.substring(6)))
            .toList();
    events.stream()
        .filter(event -> event.getString("type").equals("speech.audio.delta"))
        .forEach(event -> sound.writeBytes(Base64.getDecoder().decode(event.getString("audio"))));
    assertThat(sound.toByteArray()).hasSize(2 * 24 * 400);
    assertThat(events.getLast().getString("type")).isEqualTo("speech.audio.done");
    assertThat(events.getLast().getJsonObject("usage").fieldNames())
        .containsExactly("input_tokens", "output_tokens", "total_tokens");
  }

  @Test
  void shouldTakeVoiceAndSpeedAndSayNoMarkup() throws Exception {
    voice.samples = 240;
    gateway.other = voice::in;

    JsonObject order = order("**Hello** there.\nMore.").put("speed", 1.5);
    assertThat(speak(order.put("voice", new JsonObject().put("id", "usual"))).statusCode())
        .isEqualTo(200);

    assertThat(voice.said)
        .extracting(Synthesizer.SpeechRequest::text)
        .containsExactly("Hello there.", "More.");
    assertThat(voice.said)
        .allSatisfy(
            request -> {
              assertThat(request.voice()).isEqualTo("usual");
              assertThat(request.rate()).isEqualTo(1.5);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "input, '\"  \"', input, missing_required_parameter",
    "input, 7, input, invalid_value",
    "input, '\"**\"', input, invalid_value",
    "voice, '\"nobody\"', voice, invalid_value",
    "voice, 5, voice, invalid_value",
    "response_format, '\"aac\"', response_format, unsupported_format",
    "response_format, '\"flac\"', response_format, unsupported_format",
    "response_format, '\"loud\"', response_format, invalid_value",
    "speed, 0.25, speed, invalid_value",
    "speed, 5, speed, invalid_value",
    "speed, '\"fast\"', speed, invalid_value",
    "stream_format, '\"tape\"', stream_format, invalid_value",
  })
  void shouldNameTheFieldThatIsWrong(String field, String value, String param, String code)
      throws Exception {
    String body = "{\"input\":\"Hello.\",\"" + field + "\":" + value + "}";
    JsonObject error = error(post(body, "application/json"), 400);

    assertThat(error.getString("param")).isEqualTo(param);
    assertThat(error.getString("code")).isEqualTo(code);
    if (code.equals("unsupported_format")) {
      assertThat(error.getString("message")).endsWith("allowed: mp3, wav, pcm, opus");
    }
  }

  @Test
  void shouldSayAsMuchAsIsAllowedAndNotMore() throws Exception {
    voice.samples = 240;
    gateway.other = voice::in;

    assertThat(speak(order("a b ".repeat(1_024))).statusCode()).isEqualTo(200);
    error(speak(order("a b ".repeat(1_024) + "c")), 400);
    error(speak(order("x".repeat(70_000))), 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "nonsense", "{\"input\":", "null"})
  void shouldRefuseWhatIsNoJsonObject(String body) throws Exception {
    error(post(body, "application/json"), 400);
  }

  @Test
  void shouldRefuseBodiesThatDoNotSayTheyAreJson() throws Exception {
    assertThat(error(post("{\"input\":\"x\"}", "text/plain"), 415).getString("code"))
        .isEqualTo("unsupported_media_type");
    error(post("input=x", "application/x-www-form-urlencoded"), 415);
  }

  @Test
  void shouldSayThatTheSynthesiserIsBusy() throws Exception {
    gateway.other = voice::in;
    try (var taken = voice.capacity().acquire()) {
      assertThat(taken).isNotNull();
      HttpResponse<byte[]> response = speak(order("Hello."));

      assertThat(error(response, 503).getString("code")).isEqualTo("engine_overloaded");
      assertThat(response.headers().firstValue("retry-after")).isPresent();
    }
  }

  @Test
  void shouldStopSpeakingWhenItsClientIsGone() {
    gateway.other = voice::in;
    String body = order("Hello.").encode();
    try (RawSocket client = new RawSocket(gateway.uri("/"))) {
      client.write(request(body));
      await().until(() -> voice.capacity().inUse() == 1);
    }

    await().untilAsserted(() -> assertThat(voice.capacity().inUse()).isZero());
  }

  @Test
  void shouldNotSpeakAheadOfAClientThatTakesNothing() {
    gateway.close();
    gateway =
        new TestGateway(
            limits ->
                limits.with(new Patience(10_000, 10_000, 300, Patience.DEFAULTS.heartbeat())));
    gateway.other = voice::in;
    voice.samples = 4_000_000;
    String body = order("Hello. ".repeat(40)).encode();
    try (RawSocket client = new RawSocket(gateway.uri("/"))) {
      client.write(request(body));

      await().untilAsserted(() -> assertThat(gateway.hits(Limit.SLOW_CLIENT_MS)).isEqualTo(1));
      gateway.awaitNothingHeld();
    }
    assertThat(voice.said).hasSizeLessThan(10);
  }

  @Test
  void shouldBreakOffWhenTheEngineFailsInTheMiddle() {
    gateway.other = voice::in;
    voice.samples = 2_400;
    voice.failsLater = true;
    try (RawSocket client = new RawSocket(gateway.uri("/"))) {
      client.write(request(order("Hello. More.").encode()));

      assertThat(client.readHead()).contains("200");
      assertThat(client.readToEnd()).isTrue();
    }
  }

  @Test
  void shouldTellOfAFailureInAStreamOfEvents() throws Exception {
    gateway.other = voice::in;
    voice.samples = 2_400;
    voice.failsLater = true;

    String events =
        new String(
            speak(order("Hello. More.").put("stream_format", "sse")).body(),
            StandardCharsets.UTF_8);

    assertThat(events)
        .contains("data: {\"error\":{\"message\":", "engine_failed")
        .doesNotContain("secret", "speech.audio.done");
  }

  @Test
  void shouldListTheEnginesThatThereAre() throws Exception {
    JsonObject list = new JsonObject(get("/v1/models").body());
    JsonObject one = new JsonObject(get("/v1/models/hearing").body());

    assertThat(list.getString("object")).isEqualTo("list");
    assertThat(list.getJsonArray("data")).isEqualTo(new JsonArray().add(one));
    assertThat(one.getString("id")).isEqualTo("hearing");
    assertThat(one.getString("object")).isEqualTo("model");
    assertThat(one.getString("owned_by")).isEqualTo("coda-voice");
    assertThat(one.getLong("created")).isPositive();
    HttpResponse<String> none = get("/v1/models/whisper-1");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("\"code\":\"model_not_found\"", "\"param\":\"model\"");
  }

  @Test
  void shouldSayWhichMethodAPathTakes() throws Exception {
    for (String path : List.of("/v1/audio/speech", "/v1/audio/transcriptions")) {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.headers().firstValue("allow")).contains("POST");
      assertThat(response.body()).startsWith("{\"error\":{\"message\":");
    }
  }

  private static JsonObject order(String input) {
    return new JsonObject().put("input", input);
  }

  private static String request(String body) {
    return "POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(gateway.http(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<byte[]> speak(JsonObject order) throws Exception {
    return post(order.encode(), "application/json; charset=utf-8");
  }

  private HttpResponse<byte[]> post(String body, String type) throws Exception {
    return http.send(
        HttpRequest.newBuilder(gateway.http("/v1/audio/speech"))
            .header("content-type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static JsonObject error(HttpResponse<byte[]> response, int status) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(body).isEqualTo(status);
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
    JsonObject error = new JsonObject(body).getJsonObject("error");
    assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
    return error;
  }
}
