package coda.voice.testkit.peers.moshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.codec.LiveOpusReader;
import coda.voice.audio.codec.LiveOpusWriter;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripted Moshi is as particular as the real ones. */
class ScriptedMoshiTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int STEP = MoshiVoice.STEP;

  private static HttpClient http;

  @BeforeAll
  static void start() {
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.shutdownNow(); // the JDK does not notice every connection that is gone
  }

  /** A client that does as it is told. */
  private static final class Client implements WebSocket.Listener {
    final List<byte[]> messages = new CopyOnWriteArrayList<>();
    final CompletableFuture<Integer> end = new CompletableFuture<>();
    final LiveOpusWriter writer = new LiveOpusWriter(24_000, 1);
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final WebSocket socket;

    Client(ScriptedMoshi server) {
      this(server, "");
    }

    Client(ScriptedMoshi server, String query) {
      socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create(server.uri() + ScriptedMoshi.PATH + query), this)
              .join();
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      message.writeBytes(bytes);
      if (last) {
        messages.add(message.toByteArray());
        message.reset();
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end.complete(1006);
    }

    void send(byte[] payload) {
      byte[] whole = new byte[payload.length + 1];
      whole[0] = 1;
      System.arraycopy(payload, 0, whole, 1, payload.length);
      socket.sendBinary(ByteBuffer.wrap(whole), true).join();
    }

    byte[] page() {
      byte[] page = new byte[LiveOpusWriter.MAX_PAGE_BYTES];
      return Arrays.copyOf(page, writer.write(new short[480], 0, page, 0));
    }

    /** Steps of 80 ms, as fast as they go. */
    void speak(int steps) {
      for (int i = 0; i < steps * 4; i++) {
        send(page());
      }
    }

    void awaitHandshake() {
      await().atMost(PATIENCE).until(() -> messages.stream().anyMatch(m -> m[0] == 0));
    }

    List<byte[]> ofKind(int kind) {
      return messages.stream().filter(message -> message[0] == kind).toList();
    }

    long samples() {
      long[] count = new long[1];
      LiveOpusReader reader = new LiveOpusReader(24_000, (s, offset, n) -> count[0] += n);
      ofKind(1).forEach(message -> reader.accept(message, 1, message.length - 1));
      assertThat(reader.damaged()).isZero();
      return count[0];
    }

    void leave() {
      socket.abort();
    }
  }

  /** Judged by the server: the JDK's client does not notice every end without a close frame. */
  private static void awaitDropped(ScriptedMoshi server, String why) {
    await().atMost(PATIENCE).until(() -> server.last().ended());
    assertThat(server.last().end()).isEqualTo(why);
  }

  @Test
  void shouldSayOneFrameLessThanItHearsAsThePythonServerDoes() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.python())) {
      Client client = new Client(server);
      client.awaitHandshake();
      assertThat(client.messages).hasSize(1);
      assertThat(client.messages.getFirst()).containsExactly(0);
      client.send(client.writer.headers());
      client.speak(10);
      await().atMost(PATIENCE).until(() -> server.last().steps() == 10);
      await().atMost(PATIENCE).until(() -> client.ofKind(1).size() == 9);

      // Two pages a message, the headers in front of the first.
      assertThat(client.samples()).isBetween(9L * STEP - 200, 9L * STEP);
      assertThat(client.ofKind(1).getFirst().length)
          .isGreaterThan(client.ofKind(1).get(1).length + 90);
      client.leave();
    }
  }

  @Test
  void shouldBeginAsTheBackendDoes() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.rust())) {
      Client client = new Client(server);
      client.awaitHandshake();
      client.send(client.writer.headers());
      client.speak(5);
      await().atMost(PATIENCE).until(() -> client.ofKind(1).size() == 6);

      assertThat(client.messages.get(0)[0]).isEqualTo((byte) 4);
      assertThat(client.messages.get(1)).hasSize(9).containsOnly(0);
      assertThat(server.last().steps()).isEqualTo(5);
      client.leave();
    }
  }

  @Test
  void shouldSendItsHeadersAloneAsAModuleDoes() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.lm())) {
      Client client = new Client(server);
      await().atMost(PATIENCE).until(() -> client.messages.size() == 2);

      assertThat(client.messages.get(0)).hasSize(9);
      assertThat(client.messages.get(1)).hasSize(1 + 47 + 55);
      client.leave();
    }
  }

  @Test
  void shouldLetASecondClientWaitInSilence() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.python())) {
      Client first = new Client(server);
      first.awaitHandshake();
      Client second = new Client(server);
      Client third = new Client(server);
      third.leave();
      await().atMost(PATIENCE).until(() -> server.sessions().get(2).ended());
      assertThat(second.messages).isEmpty();
      assertThat(server.active()).isEqualTo(1);

      first.leave();
      second.awaitHandshake();
      second.leave();
    }
  }

  @Test
  void shouldDropWhoSendsGarbageAndServeTheNext() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.python())) {
      Client client = new Client(server);
      client.awaitHandshake();
      client.send(new byte[100]);

      awaitDropped(server, "lost sync of the Ogg stream");
      Client next = new Client(server);
      next.awaitHandshake();
      next.leave();
    }
  }

  @Test
  void shouldCheckChecksumsAsTheBackendDoes() throws Exception {
    try (ScriptedMoshi strict = new ScriptedMoshi(MoshiManner.rust());
        ScriptedMoshi lenient = new ScriptedMoshi(MoshiManner.python())) {
      for (ScriptedMoshi server : List.of(strict, lenient)) {
        Client client = new Client(server);
        client.awaitHandshake();
        client.send(client.writer.headers());
        byte[] page = client.page();
        page[22] ^= 1;
        client.send(page);
        await().atMost(PATIENCE).until(() -> server.last().heard().checksumErrors() == 1);
        if (server == strict) {
          awaitDropped(server, "a page with a wrong checksum");
        }
        client.leave();
      }
    }
  }

  @Test
  void shouldTakeEverythingForAMessageAsTheBackendDoes() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.rust())) {
      Client pinging = new Client(server);
      pinging.awaitHandshake();
      pinging.socket.sendPing(ByteBuffer.allocate(0)).join();
      pinging.socket.sendPing(ByteBuffer.wrap(new byte[] {3})).join();
      await().atMost(PATIENCE).until(() -> server.last().pings().size() == 2);
      assertThat(server.last().ended()).isFalse();
      pinging.socket.sendPing(ByteBuffer.wrap(new byte[] {77})).join();
      awaitDropped(server, "kind 77");

      Client writing = new Client(server);
      writing.awaitHandshake();
      writing.socket.sendText("hello", true).join();
      awaitDropped(server, "kind 104");

      Client inventing = new Client(server);
      inventing.awaitHandshake();
      inventing.socket.sendBinary(ByteBuffer.wrap(new byte[] {6}), true).join();
      inventing.socket.sendBinary(ByteBuffer.wrap(new byte[] {7}), true).join();
      awaitDropped(server, "kind 7");
      assertThat(server.last().kinds()).containsExactly(6, 7);
    }
  }

  @Test
  void shouldIgnoreOddMessagesAsThePythonServerDoes() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.python())) {
      Client client = new Client(server);
      client.awaitHandshake();
      client.socket.sendText("hello", true).join();
      client.socket.sendPing(ByteBuffer.wrap(new byte[] {77})).join();
      client.socket.sendBinary(ByteBuffer.wrap(new byte[] {42, 1}), true).join();
      client.socket.sendBinary(ByteBuffer.allocate(0), true).join();
      client.speak(4);
      await().atMost(PATIENCE).until(() -> !client.ofKind(1).isEmpty());
      client.socket.sendClose(1000, "").join();

      assertThat(client.end.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
    }
  }

  @Test
  void shouldCutSessionsAfterTheirSteps() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.rust())) {
      Client client = new Client(server, "?max_steps=5&unknown=1");
      client.awaitHandshake();
      client.speak(5);
      await().atMost(PATIENCE).until(() -> server.last().ended());

      assertThat(server.last().end()).isEqualTo("cut");
    }
  }

  @Test
  void shouldRefuseAQueryItCannotRead() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.rust())) {
      assertThatThrownBy(() -> new Client(server, "?text_topk=many"))
          .hasRootCauseMessage("Unexpected HTTP response status code 400");
    }
  }

  @Test
  void shouldAnswerPlainRequestsAsARealOneDoes() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.python())) {
      String base = "http://localhost:" + server.port();
      assertThat(status(base + ScriptedMoshi.PATH)).isEqualTo(400);
      assertThat(status(base + "/health")).isEqualTo(404);
    }
  }

  private static int status(String uri) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void shouldWorkOffABurstStepByStep() throws Exception {
    try (ScriptedMoshi server = new ScriptedMoshi(MoshiManner.python().computes(30))) {
      Client client = new Client(server);
      client.awaitHandshake();
      long start = System.nanoTime();
      client.speak(20);
      await().atMost(PATIENCE).until(() -> server.last().steps() == 20);

      assertThat(System.nanoTime() - start).isGreaterThan(20 * 30_000_000L);
      client.leave();
    }
  }

  @Test
  void shouldAnswerWhenSpeechHasEnded() {
    short[] line = new short[4 * STEP + 100];
    Arrays.fill(line, (short) 700);
    MoshiVoice voice = MoshiVoice.answering(line, List.of(" one", " two", " three"));
    short[] loud = new short[STEP];
    Arrays.fill(loud, (short) 3_000);
    short[] quiet = new short[STEP];
    StringBuilder said = new StringBuilder();
    int sounding = 0;
    for (int step = 0; step < 40; step++) {
      MoshiVoice.Said now = voice.say(step, step >= 3 && step < 10 ? loud : quiet);
      now.pieces().forEach(said::append);
      if (now.samples()[0] != 0) {
        assertThat(step).isGreaterThanOrEqualTo(14);
        sounding++;
      }
    }

    assertThat(said.toString()).isEqualTo(" one two three");
    assertThat(sounding).isEqualTo(5);
  }

  @Test
  void shouldSayItsTextAfterTheSoundOfItsStep() throws Exception {
    MoshiManner manner =
        MoshiManner.rust()
            .says(() -> MoshiVoice.silence().with(Map.of(1, List.of(" hi"))))
            .sends(1, 42, (byte) 1);
    try (ScriptedMoshi server = new ScriptedMoshi(manner)) {
      Client client = new Client(server);
      client.awaitHandshake();
      client.speak(6);
      await().atMost(PATIENCE).until(() -> client.ofKind(1).size() >= 6);

      assertThat(client.messages.stream().skip(2).map(m -> (int) m[0]).limit(6))
          .containsExactly(1, 1, 42, 1, 1, 2);
      client.leave();
    }
  }
}
