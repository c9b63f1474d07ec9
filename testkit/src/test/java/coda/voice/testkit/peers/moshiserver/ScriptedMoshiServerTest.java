package coda.voice.testkit.peers.moshiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.msgpack.value.MapValue;

/** The scripted server keeps the rules of the real one. */
class ScriptedMoshiServerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String KEY = "kyutai-api-key";

  private final RawClient client = new RawClient();
  private ScriptedMoshiServer server;

  @BeforeEach
  void start() throws IOException {
    serve(Manner.USUAL);
  }

  private void serve(Manner manner) throws IOException {
    if (server != null) {
      server.close();
    }
    server = new ScriptedMoshiServer(manner);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private URI recogniser(String query) {
    return URI.create(server.address() + ScriptedMoshiServer.RECOGNISER + query);
  }

  private URI synthesiser(String query) {
    return URI.create(server.address() + ScriptedMoshiServer.SYNTHESISER + query);
  }

  private RawClient listening() {
    client.open(recogniser(""), KEY, "public_token");
    await().atMost(PATIENCE).until(() -> client.types().equals(List.of("Ready")));
    return client;
  }

  private RawClient speaking() {
    client.open(synthesiser("?format=PcmMessagePack"), KEY, "public_token");
    await().atMost(PATIENCE).until(() -> client.types().contains("Ready"));
    return client;
  }

  private int end() throws Exception {
    return client.end.get(1, TimeUnit.MINUTES);
  }

  /** Judged by the server: the JDK's client does not notice every end without a close frame. */
  private void awaitDropped() {
    await().atMost(PATIENCE).until(() -> server.lastVisit().end().isPresent());
    assertThat(server.lastVisit().end().orElseThrow()).doesNotStartWith("closed");
  }

  @Test
  void shouldLetInWhoHasAKeyAndNobodyElse() {
    assertThatThrownBy(() -> client.open(recogniser("")))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
    // Where there is a header, the query does not count.
    assertThatThrownBy(() -> client.open(recogniser("?auth_id=public_token"), KEY, "wrong"))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    client.open(recogniser("?auth_id=public_token"));
    await().atMost(PATIENCE).until(() -> client.types().equals(List.of("Ready")));
  }

  @Test
  void shouldSayThatItIsFullOverTheWebSocket() throws Exception {
    serve(Manner.USUAL.slots(1));
    try (RawClient first = new RawClient().open(recogniser(""), KEY, "public_token")) {
      await().atMost(PATIENCE).until(() -> first.types().equals(List.of("Ready")));
      client.open(recogniser(""), KEY, "public_token");
      assertThat(end()).isEqualTo(1000);
      assertThat(client.types()).containsExactly("Error");
      assertThat(RawClient.get(client.messages().getFirst(), "message").toString())
          .contains("no free channels");
    }
    await().atMost(PATIENCE).until(() -> server.inUse() == 0);
  }

  @Test
  void shouldTellOfItselfToAnybody() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI base = URI.create(server.address().toString().replaceFirst("ws", "http"));
      var info = HttpRequest.newBuilder(base.resolve("/api/build_info")).build();
      assertThat(http.send(info, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      var modules = HttpRequest.newBuilder(base.resolve("/api/modules_info")).build();
      assertThat(http.send(modules, BodyHandlers.ofString()).body())
          .contains("\"total_slots\":\"4\"", ScriptedMoshiServer.RECOGNISER);
    }
  }

  @Test
  void shouldStepOncePerFrameHoweverTheAudioIsCut() {
    listening();
    client.audio(1000);
    client.audio(2000);
    client.audio(10_000);
    int frames = 13_000 / 1920;
    await().atMost(PATIENCE).until(() -> client.ofType("Step").size() == frames);
    MapValue last = client.ofType("Step").getLast();
    assertThat(RawClient.get(last, "step_idx").asIntegerValue().asInt()).isEqualTo(frames);
    assertThat(RawClient.get(last, "buffered_pcm").asIntegerValue().asInt())
        .isEqualTo(13_000 - frames * 1920);
    assertThat(RawClient.get(last, "prs").asArrayValue().size()).isEqualTo(4);
  }

  @Test
  void shouldCountTheStepsOfTheWholeServer() {
    listening();
    try (RawClient other = new RawClient().open(recogniser(""), KEY, "public_token")) {
      other.audio(1920);
      await().atMost(PATIENCE).until(() -> other.ofType("Step").size() == 1);
      client.audio(1920);
      await().atMost(PATIENCE).until(() -> client.ofType("Step").size() == 1);
      assertThat(
              RawClient.get(client.ofType("Step").getFirst(), "step_idx").asIntegerValue().asInt())
          .isEqualTo(2);
    }
  }

  @Test
  void shouldTellWordsOnlyAfterTheDelay() {
    server.hears(new Hearing.AtTimes(List.of(new Hearing.ScriptedWord("hello", 80, 160))));
    listening();
    for (int i = 0; i < 7; i++) {
      client.audio(1920);
    }
    await().atMost(PATIENCE).until(() -> client.ofType("Step").size() == 7);
    assertThat(client.types()).doesNotContain("Word");
    client.audio(1920);
    await().atMost(PATIENCE).until(() -> client.ofType("EndWord").size() == 1);
    assertThat(client.types()).endsWith("Step", "Word", "Word", "EndWord");
    List<MapValue> words = client.ofType("Word");
    assertThat(RawClient.get(words.get(0), "text").asStringValue().asString()).isEmpty();
    assertThat(RawClient.get(words.get(1), "start_time").asFloatValue().toDouble()).isEqualTo(0.08);
  }

  @Test
  void shouldBringAMarkerBackOnlyAsAudioMovesTheCounter() {
    listening();
    client.audio(1920);
    client.marker(7);
    for (int i = 0; i < 5; i++) {
      client.audio(1920);
    }
    await().atMost(PATIENCE).until(() -> client.ofType("Step").size() == 6);
    assertThat(client.types()).doesNotContain("Marker");
    client.audio(1920);
    await().atMost(PATIENCE).until(() -> client.types().contains("Marker"));
    assertThat(client.types()).endsWith("Step", "Marker");
  }

  @Test
  void shouldDropWhoSendsBytesInsteadOfNumbers() throws Exception {
    listening();
    client.send(
        out ->
            out.packMapHeader(2)
                .packString("type")
                .packString("OggOpus")
                .packString("data")
                .packBinaryHeader(3)
                .addPayload(new byte[] {1, 2, 3}));
    awaitDropped();
    assertThat(server.lastVisit().end()).contains("a message that cannot be decoded");
    await().atMost(PATIENCE).until(() -> server.inUse() == 0);
  }

  @Test
  void shouldDropWhoSendsWhatIsNoMessage() throws Exception {
    listening();
    client.sendText("ignored");
    client.send(out -> out.packMapHeader(1).packString("type").packString("Unknown"));
    awaitDropped();
  }

  @Test
  void shouldPingWhenItHasNothingToSayAndDropWhoSaysNothing() throws Exception {
    serve(Manner.USUAL.keepAlive(50, 100_000));
    listening();
    await().atMost(PATIENCE).until(() -> server.lastVisit().pongs() >= 3);
    client.close();

    serve(Manner.USUAL.keepAlive(100_000, 200));
    try (RawClient silent = new RawClient().open(recogniser(""), KEY, "public_token")) {
      assertThat(silent.end.get(1, TimeUnit.MINUTES)).isEqualTo(1006);
      assertThat(server.lastVisit().end()).contains("silent for too long");
    }
  }

  @Test
  void shouldDropWhoSendsNothingButPongs() throws Exception {
    serve(Manner.USUAL.dropWithoutBinaryMs(100));
    listening();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              client.pong();
              return client.end.isDone();
            });
    assertThat(server.lastVisit().end()).contains("no binary message");
  }

  @Test
  void shouldSpeakTheLastWordsOnlyOnceItKnowsThatTheyAre() throws Exception {
    speaking();
    client.text("one two");
    client.sendText("three");
    await().atMost(PATIENCE).until(() -> client.ofType("Text").size() == 2);
    assertThat(client.types()).doesNotContain("Audio");
    assertThat(client.end).isNotDone();
    client.send(new byte[] {0});
    assertThat(end()).isEqualTo(1000);
    assertThat(client.types().subList(0, 5))
        .containsExactly("Ready", "Text", "Text", "Text", "Text");
    assertThat(client.ofType("Audio")).hasSize(3 * 4 + 2);
  }

  @Test
  void shouldCleanTextUpAsTheRealOneDoes() {
    assertThat(SpokenScript.words("It’s 3:45 (or 5–6) well-known"))
        .containsExactly("It's", "3", "45", "or", "56", "well-known");
  }

  @Test
  void shouldFirstDeliverWhatItsSlotHadLeft() {
    client.close();
    try (RawClient next = new RawClient()) {
      serve(Manner.USUAL.leftovers(3));
      next.open(synthesiser("?format=PcmMessagePack"), KEY, "public_token");
      await().atMost(PATIENCE).until(() -> next.types().contains("Ready"));
      assertThat(next.types().subList(0, 4)).containsExactly("Audio", "Text", "Audio", "Ready");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldSpeakBareSamplesWithoutAnyMessages() throws Exception {
    client.open(synthesiser("?format=Pcm&auth_id=public_token"));
    client.text("one");
    client.send(out -> out.packMapHeader(1).packString("type").packString("Eos"));
    assertThat(end()).isEqualTo(1000);
    assertThat(client.bytes()).hasSize(6).allSatisfy(b -> assertThat(b).hasSize(1920 * 4));
  }

  @Test
  void shouldTakeAVoiceBeforeTheFirstTextOnly() throws Exception {
    speaking();
    RawClient.Fields voice =
        out ->
            out.packMapHeader(3)
                .packString("type")
                .packString("Voice")
                .packString("embeddings")
                .packArrayHeader(1)
                .packFloat(0)
                .packString("shape")
                .packArrayHeader(3)
                .packInt(1)
                .packInt(1)
                .packInt(1);
    client.send(voice);
    client.text("one two three");
    client.send(voice);
    awaitDropped();
  }
}
