package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.codec.OggOpusWriter;
import coda.voice.audio.file.SoundFile;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.gateway.ServiceStatus.State;
import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.limits.Patience;
import coda.voice.gateway.limits.Places;
import coda.voice.gateway.limits.Rate;
import coda.voice.gateway.limits.Rates;
import coda.voice.gateway.limits.Sizes;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings over plain HTTP. */
class TranscriptionTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private ListeningRecognizer recognizer = ListeningRecognizer.fast();
  private TestGateway gateway = gateway(limits -> limits);

  private TestGateway gateway(UnaryOperator<Limits> limits) {
    if (gateway != null) {
      gateway.close();
    }
    gateway = new TestGateway(limits);
    gateway.other = talking -> recognizer.in(talking);
    return gateway;
  }

  @AfterEach
  void shouldHoldNothing() {
    await().untilAsserted(() -> assertThat(recognizer.capacity().inUse()).isZero());
    gateway.awaitNothingHeld();
    http.close();
    gateway.close();
    assertThat(gateway.blockedLoops()).isEmpty();
  }

  @Test
  void shouldTellTheWordsOfEveryUtterance() throws Exception {
    JsonObject json = json(transcribe(form().file("file", twoUtterances())));

    assertThat(json.getString("text")).isEqualTo("hello there hello there");
    assertThat(json.getJsonObject("usage"))
        .isEqualTo(new JsonObject().put("type", "duration").put("seconds", 4));
    assertThat(recognizer.heardMs.get()).isBetween(1_500L, 4_000L);
  }

  @Test
  void shouldTellTimesWhereTheyAreWanted() throws Exception {
    JsonObject json =
        json(
            transcribe(
                form()
                    .field("response_format", "verbose_json")
                    .field("timestamp_granularities[]", "word")
                    .field("timestamp_granularities[]", "segment")
                    .file("file", twoUtterances())));

    assertThat(json.getString("task")).isEqualTo("transcribe");
    assertThat(json.getString("language")).isEqualTo("english");
    assertThat(json.getDouble("duration")).isEqualTo(3.5);
    assertThat(json.getJsonArray("words")).hasSize(4);
    JsonObject second = json.getJsonArray("segments").getJsonObject(1);
    assertThat(second.getInteger("id")).isEqualTo(1);
    assertThat(second.getDouble("start")).isBetween(1.9, 2.1);
    assertThat(second.getDouble("end")).isBetween(2.4, 2.6);
    assertThat(second.getDouble("avg_logprob")).isBetween(-0.7, -0.69);
    assertThat(second.getDouble("no_speech_prob")).isBetween(0.0, 0.2);
    assertThat(second.getJsonArray("tokens")).isEmpty();
    // The recogniser counts from where it began to hear: 500 ms before the speech was noticed.
    assertThat(json.getJsonArray("words").getJsonObject(2).getDouble("start")).isBetween(1.9, 2.1);
  }

  @Test
  void shouldLeaveOutTimesThatNobodyWants() throws Exception {
    FormBody form = form().field("response_format", "verbose_json");
    assertThat(json(transcribe(form.file("file", twoUtterances()))).fieldNames())
        .contains("segments")
        .doesNotContain("words");
  }

  @Test
  void shouldWriteSubtitlesAndPlainText() throws Exception {
    String srt = transcribe(form().field("response_format", "srt")).body();
    String vtt = transcribe(form().field("response_format", "vtt")).body();
    HttpResponse<String> text = transcribe(form().field("response_format", "text"));

    assertThat(srt).matches("1\n00:00:00,\\d{3} --> 00:00:00,\\d{3}\nhello there\n\n");
    assertThat(vtt).matches("WEBVTT\n\n00:00:00\\.\\d{3} --> 00:00:00\\.\\d{3}\nhello there\n\n");
    assertThat(text.body()).isEqualTo("hello there\n");
    assertThat(text.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(text.headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void shouldSendWordsAsSoonAsAnUtteranceIsUnderstood() throws Exception {
    HttpResponse<String> response =
        transcribe(form().field("stream", "true").file("file", twoUtterances()));

    assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(response.body())
        .isEqualTo(
            """
            data: {"type":"transcript.text.delta","delta":"hello there"}

            data: {"type":"transcript.text.delta","delta":" hello there"}

            data: {"type":"transcript.text.done","text":"hello there hello there"}

            """);
  }

  @Test
  void shouldReadOpusAndIgnoreTheName() throws Exception {
    byte[] opus = OggOpusWriter.encode(Sounds.samples(8_000), 16_000);

    assertThat(json(transcribe(form().file("file", opus))).getString("text"))
        .isEqualTo("hello there");
  }

  @Test
  void shouldUnderstandNothingInSilence() throws Exception {
    byte[] silence = WavFile.bytes(new short[16_000], 16_000);

    assertThat(json(transcribe(form().file("file", silence))).getString("text")).isEmpty();
    assertThat(recognizer.heardMs.get()).isZero();
  }

  @Test
  void shouldNotHandOverMoreThanARecogniserTakes() throws Exception {
    recognizer = new ListeningRecognizer(1, 100, true, 0);

    byte[] longer = WavFile.bytes(Sounds.samples(80_000), 16_000);
    assertThat(json(transcribe(form().file("file", longer))).getString("text"))
        .isEqualTo("hello there");
    assertThat(recognizer.heardMs.get()).isBetween(4_980L, 5_020L);
  }

  @ParameterizedTest
  @CsvSource({
    "RIFF....AVI",
    "hello",
  })
  void shouldSayWhichRecordingsItReads(String begin) throws Exception {
    byte[] bytes = begin.getBytes(StandardCharsets.ISO_8859_1);
    JsonObject error = error(transcribe(form().file("file", bytes)), 400);

    assertThat(error.getString("message"))
        .isEqualTo("What was sent is not read; send " + SoundFile.KINDS);
    assertThat(error.getString("type")).isEqualTo("invalid_request_error");
    assertThat(error.getString("param")).isEqualTo("file");
    assertThat(error.getString("code")).isEqualTo("audio_format_unsupported");
  }

  @Test
  void shouldRefuseDamagedRecordings() throws Exception {
    byte[] wav = WavFile.bytes(Sounds.samples(1_600), 16_000);
    byte[] odd = WavFile.bytes(Sounds.samples(1_600), 96_000);
    byte[] opus = OggOpusWriter.encode(Sounds.samples(8_000), 16_000);
    opus[opus.length / 2] ^= 0x55;
    byte[] mp3 = {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0};
    byte[] flac = {'f', 'L', 'a', 'C', 0, 0, 0, 34};
    byte[] mp4 = {0, 0, 0, 8, 'f', 't', 'y', 'p'};
    byte[] aac = {-1, -15, 80, 0, 0, 0, 0};
    byte[] head = java.util.Arrays.copyOf(wav, 30);
    byte[] empty = WavFile.bytes(new short[0], 16_000);

    for (byte[] damaged : List.of(head, opus, mp3, flac, mp4, aac, odd, empty, new byte[0])) {
      assertThat(error(transcribe(form().file("file", damaged)), 400).getString("param"))
          .isEqualTo("file");
    }
  }

  @Test
  void shouldRefuseRecordingsThatLastTooLongHoweverSmallTheyAre() throws Exception {
    gateway(limits -> limits.with(new Sizes(1 << 20, 1 << 20, 2_000)));
    byte[] opus = OggOpusWriter.encode(new short[16_000 * 5], 16_000);

    JsonObject error = error(transcribe(form().file("file", opus)), 413);

    assertThat(opus.length).isLessThan(20_000);
    assertThat(error.getString("code")).isEqualTo("audio_too_long");
  }

  @Test
  void shouldRefuseUploadsThatAreTooLarge() throws Exception {
    gateway(limits -> limits.with(new Sizes(1 << 20, 1 << 20, 300_000, 10_000, 1 << 20)));
    byte[] file = form().file("file", new byte[10_001]).end();
    byte[] fields = form().field("file", "x".repeat(200_000)).end();

    assertThat(error(post(file), 413).getString("message")).contains("10000 bytes");
    assertThat(error(post(fields), 413).getString("code")).isEqualTo("upload_too_large");
    HttpResponse<String> chunked =
        http.send(
            request(FormBody.TYPE)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(file)))
                .build(),
            BodyHandlers.ofString());
    error(chunked, 413);
  }

  @Test
  void shouldRefuseFormsThatAreNone() throws Exception {
    byte[] wav = utterance();
    assertThat(error(post(form().field("model", "x").end()), 400).getString("code"))
        .isEqualTo("missing_required_parameter");
    assertThat(error(post(form().field("file", "text").end()), 400).getString("param"))
        .isEqualTo("file");
    error(post(form().file("file", wav).file("file", wav).end()), 400);
    error(post(form().file("picture", wav).end()), 400);
    error(post(form().field("prompt", "x".repeat(10_000)).file("file", wav).end()), 400);
    FormBody many = form();
    IntStream.range(0, 100).forEach(i -> many.field("f" + i, "x"));
    error(post(many.file("file", wav).end()), 400);
    error(post("--xyz\r\nContent-Disposition: nonsense\r\n\r\nx\r\n--xyz--\r\n".getBytes()), 400);
    error(post(new byte[0]), 400);
    error(post(form().file("file", wav).unfinished()), 400);
    assertThat(recognizer.opened.get()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, identity",
    "audio/wav, identity",
    "multipart/form-data; boundary=xyz, gzip",
  })
  void shouldRefuseOtherBodies(String type, String coding) throws Exception {
    HttpRequest request =
        request(type)
            .header("content-encoding", coding)
            .POST(BodyPublishers.ofByteArray(form().file("file", utterance()).end()))
            .build();

    assertThat(error(http.send(request, BodyHandlers.ofString()), 415).getString("code"))
        .isEqualTo("unsupported_media_type");
  }

  @ParameterizedTest
  @CsvSource({
    "response_format, diarized_json, response_format",
    "language, fr, language",
    "language, '../etc', language",
    "temperature, hot, temperature",
    "temperature, 7, temperature",
    "stream, perhaps, stream",
    "timestamp_granularities[], word, timestamp_granularities",
  })
  void shouldNameTheFieldThatIsWrong(String field, String value, String param) throws Exception {
    JsonObject error = error(transcribe(form().field(field, value)), 400);

    assertThat(error.getString("param")).isEqualTo(param);
    assertThat(error.getString("code")).isEqualTo("invalid_value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "en-US", "en-GB"})
  void shouldTakeALanguageInAnyForm(String language) throws Exception {
    FormBody form =
        form()
            .field("model", "gpt-4o-transcribe")
            .field("language", language)
            .field("prompt", "anything")
            .field("temperature", "0.2")
            .field("include[]", "logprobs");

    assertThat(json(transcribe(form)).getString("text")).isEqualTo("hello there");
  }

  @Test
  void shouldSayThatTheRecogniserIsBusy() throws Exception {
    recognizer = new ListeningRecognizer(1, 1_000, true, 0);
    try (var taken = recognizer.capacity().acquire()) {
      HttpResponse<String> response = transcribe(form());

      assertThat(error(response, 503).getString("code")).isEqualTo("engine_overloaded");
      assertThat(response.headers().firstValue("retry-after")).contains("1");
      assertThat(taken).isNotNull();
    }
    assertThat(transcribe(form()).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTellOfAnEngineThatFailsWithoutItsSecrets() throws Exception {
    recognizer.fails = true;

    JsonObject error = error(transcribe(form()), 502);
    assertThat(error.getString("type")).isEqualTo("server_error");
    assertThat(error.getString("message")).doesNotContain("secret");
    assertThat(transcribe(form().field("stream", "true")).statusCode()).isEqualTo(502);
  }

  @Test
  void shouldRefuseWhatComesNewWhileThereIsTooMuchToDo() throws Exception {
    gateway.stress = 2;
    gateway.look(1);
    gateway.look(5_000);

    HttpResponse<String> response = transcribe(form());
    assertThat(error(response, 503).getString("code")).isEqualTo("server_overloaded");
    assertThat(response.headers().firstValue("retry-after")).isPresent();
    gateway.stress = 0;
    gateway.look(1);
    gateway.look(60_000);
    assertThat(transcribe(form()).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAllowAClientSoManyAtOnceAndInATime() throws Exception {
    gateway(
        limits ->
            limits
                .with(
                    new Places(
                        100, 100, limits.places().connections(), new Places.Share(1, 1, 1, 1)))
                .with(
                    limits
                        .rates()
                        .with(
                            new Rates.Arrivals(
                                Rate.perMinute(100), Rate.perMinute(2), Rate.perMinute(3)))));
    recognizer = new ListeningRecognizer(2, 1_000, true, 60_000);
    byte[] body = form().file("file", utterance()).end();
    try (RawSocket client = new RawSocket(gateway.uri("/"))) {
      client.write(head(body.length)).write(body);
      await().until(() -> recognizer.opened.get() == 1);

      assertThat(error(transcribe(form()), 503).getString("code")).isEqualTo("limit_conversations");
    }
    gateway.awaitNothingHeld();
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> refused = transcribe(form());
      assertThat(error(refused, 429).getString("code")).isEqualTo("rate_limit_exceeded");
      assertThat(refused.headers().firstValue("retry-after")).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({"STARTING, server_starting", "DRAINING, server_draining"})
  void shouldRefuseUnlessTheServerIsThere(State state, String code) throws Exception {
    gateway.state = state;

    assertThat(error(transcribe(form()), 503).getString("code")).isEqualTo(code);
  }

  @Test
  void shouldGiveUpWhenItsClientIsGone() throws Exception {
    recognizer = new ListeningRecognizer(1, 200, false, 0);
    byte[] body = form().file("file", utterance()).end();
    try (RawSocket client = new RawSocket(gateway.uri("/"))) {
      client.write(head(body.length)).write(body);
      await().until(() -> recognizer.heardMs.get() >= 200);
    }

    await().untilAsserted(() -> assertThat(recognizer.capacity().inUse()).isZero());
  }

  @Test
  void shouldForgetAnUploadWhoseClientIsGone() {
    byte[] body = form().file("file", utterance()).unfinished();
    try (RawSocket client = new RawSocket(gateway.uri("/"))) {
      client.write(head(body.length + 1_000)).write(body);
      await().untilAsserted(() -> assertThat(gateway.held().get("places")).isEqualTo(1));
    }

    gateway.awaitNothingHeld();
    assertThat(recognizer.opened.get()).isZero();
  }

  @Test
  void shouldCutAnUploadThatDoesNotEnd() {
    gateway(limits -> limits.with(brief(200, 10_000)));
    byte[] body = form().file("file", utterance()).unfinished();
    try (RawSocket client = new RawSocket(gateway.uri("/"))) {
      client.write(head(body.length + 1_000)).write(body);

      assertThat(client.readToEnd()).isTrue();
    }
    gateway.awaitNothingHeld();
  }

  @Test
  void shouldTakeItsTimeForAnAnswer() throws Exception {
    gateway(limits -> limits.with(brief(200, 100)));
    recognizer = new ListeningRecognizer(1, 1_000, true, 700);

    assertThat(json(transcribe(form())).getString("text")).isEqualTo("hello there");
  }

  private static Patience brief(int messageMs, int slowMs) {
    return new Patience(100, messageMs, slowMs, Patience.DEFAULTS.heartbeat());
  }

  private static byte[] utterance() {
    return WavFile.bytes(Sounds.samples(8_000), 16_000);
  }

  /** From 0 to 500 ms and from 2,000 to 2,500 ms, stereo at 24 kHz. */
  private static byte[] twoUtterances() {
    short[] samples = new short[2 * 84_000];
    short[] loud = Sounds.samples(12_000);
    for (int i = 0; i < loud.length; i++) {
      for (int channel = 0; channel < 2; channel++) {
        samples[2 * i + channel] = loud[i];
        samples[2 * (48_000 + i) + channel] = loud[i];
      }
    }
    return WavFile.bytes(new WavAudio(24_000, 2, samples));
  }

  private static FormBody form() {
    return new FormBody();
  }

  private HttpRequest.Builder request(String type) {
    return HttpRequest.newBuilder(gateway.http("/v1/audio/transcriptions"))
        .header("content-type", type);
  }

  private static byte[] head(int length) {
    return ("POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + FormBody.TYPE
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** With a file of one utterance, unless there is one. */
  private HttpResponse<String> transcribe(FormBody form) throws Exception {
    boolean has = new String(form.unfinished(), StandardCharsets.ISO_8859_1).contains("\"file\"");
    return post((has ? form : form.file("file", utterance())).end());
  }

  private HttpResponse<String> post(byte[] body) throws Exception {
    return http.send(
        request(FormBody.TYPE).POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  private static JsonObject error(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
    JsonObject error = new JsonObject(response.body()).getJsonObject("error");
    assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
    return error;
  }
}
