package coda.voice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import coda.voice.client.CodaEvent.Closed;
import coda.voice.client.CodaEvent.Connected;
import coda.voice.client.CodaEvent.GaveUp;
import coda.voice.client.CodaEvent.Malformed;
import coda.voice.client.CodaEvent.Message;
import coda.voice.client.CodaEvent.Reconnecting;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.Playback;
import coda.voice.protocol.coda.ClientMessage.VoiceChunk;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.CloseCode;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.AuthFailed;
import coda.voice.protocol.coda.ServerMessage.ConversationStarted;
import coda.voice.protocol.coda.ServerMessage.Failure;
import coda.voice.protocol.coda.ServerMessage.Transcript;
import coda.voice.protocol.coda.StreamFormat;
import coda.voice.protocol.coda.TurnChanges;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@Isolated("counts the threads of the process")
class CodaClientTest {
  private static final ReconnectPolicy SOON = new ReconnectPolicy(1, 5, 5, 0.5);
  private static final ConversationStart ANY_CONVERSATION =
      new ConversationStart(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  private final EventLog log = new EventLog();
  private Optional<CodaClient> opened = Optional.empty();

  @AfterEach
  void close() {
    opened.ifPresent(CodaClient::close);
  }

  private CodaClient client(URI uri, ReconnectPolicy policy) {
    // The JDK may miss a connection's end; then the heartbeat finds it.
    return client(
        ClientOptions.to(uri).reconnect(policy).heartbeat(Duration.ofMillis(500)).build());
  }

  private CodaClient client(ClientOptions options) {
    CodaClient client = new CodaClient(options, log);
    opened = Optional.of(client);
    return client;
  }

  private CodaClient talking(ScriptedPeer peer, AudioEncoding encoding) {
    return talking(client(peer.uri(), SOON), encoding);
  }

  private static CodaClient talking(CodaClient client, AudioEncoding encoding) {
    client.connect();
    client.startConversation(ANY_CONVERSATION);
    client.startVoice(voice(encoding));
    return client;
  }

  private static VoiceStart voice(AudioEncoding encoding) {
    return new VoiceStart(
        Optional.empty(),
        AudioConfig.both(new StreamFormat(16_000, 1, AudioFormat.PCM16, encoding)));
  }

  private static ClientException fails(Runnable action) {
    return catchThrowableOfType(ClientException.class, action::run);
  }

  @Test
  void shouldOpenConversationAndVoice() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client = client(peer.uri(), SOON);
      client.connect();
      assertThat(client.isConnected()).isTrue();
      assertThat(client.startConversation(ANY_CONVERSATION).conversationId()).isEqualTo("given-1");
      assertThat(client.startVoice(voice(AudioEncoding.BINARY)).streamId()).isEqualTo(1);
      client.endVoice();
      assertThat(client.endConversation().metrics().durationMs()).isEqualTo(1);
      assertThat(log.of(Connected.class)).containsExactly(new Connected("client-1", 0, 0));
      assertThat(log.of(Message.class)).hasSize(5);
    }
  }

  @Test
  void shouldShowItsTokenOnlyWhenAsked() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      peer.authRequired = true;
      client(ClientOptions.to(peer.uri()).token("jwt").build()).connect();
      assertThat(peer.messages).containsExactly(new ClientMessage.Auth(Optional.empty(), "jwt"));
    }
  }

  @Test
  void shouldSayThatATokenIsWanted() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      peer.authRequired = true;
      CodaClient client = client(peer.uri(), SOON);
      assertThat(fails(client::connect).code()).isEqualTo("CLIENT_AUTHENTICATION");
    }
  }

  @Test
  void shouldReportARefusedToken() throws IOException {
    ScriptedPeer refusing =
        new ScriptedPeer() {
          @Override
          protected void onMessage(PeerConnection to, Envelope<ClientMessage> envelope)
              throws IOException {
            to.answer(new AuthFailed("expired"), envelope);
          }
        };
    try (refusing) {
      refusing.authRequired = true;
      CodaClient client = client(ClientOptions.to(refusing.uri()).token("old").build());
      assertThat(fails(client::connect)).hasMessage("expired");
    }
  }

  @Test
  void shouldSayThatNobodyIsThere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    CodaClient client = client(URI.create("ws://127.0.0.1:" + port + "/"), SOON);
    ClientException e = fails(client::connect);
    assertThat(e.code()).isEqualTo("CLIENT_UNREACHABLE");
    assertThat(log.events).isEmpty();
    assertThat(fails(() -> client.sendText("x")).code()).isEqualTo("CLIENT_CLOSED");
  }

  @Test
  void shouldSayThatSomethingElseIsThere() throws IOException {
    ScriptedPeer full =
        new ScriptedPeer() {
          @Override
          protected void upgrade(PeerConnection connection, String request) throws IOException {
            connection.raw("HTTP/1.1 503 Full\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
            throw new IOException("refused");
          }
        };
    try (full) {
      ClientException e = fails(client(full.uri(), SOON)::connect);
      assertThat(e.code()).isEqualTo("CLIENT_REFUSED");
      assertThat(e).hasMessageContaining("503");
      assertThat(e.retryAfterMs()).hasValue(7_000);
    }
  }

  @Test
  void shouldGiveTheServersCodeWhenItRefusesARequest() throws IOException {
    ScriptedPeer busy =
        new ScriptedPeer() {
          @Override
          protected void onMessage(PeerConnection to, Envelope<ClientMessage> envelope)
              throws IOException {
            to.answer(
                new Failure("Too many", "SESSIONS_FULL", "ref-9", OptionalLong.of(30), false),
                envelope);
          }
        };
    try (busy) {
      CodaClient client = client(busy.uri(), SOON);
      client.connect();
      ClientException e = fails(() -> client.startConversation(ANY_CONVERSATION));
      assertThat(e.code()).isEqualTo("SESSIONS_FULL");
      assertThat(e).hasMessage("Too many (reference ref-9)");
      assertThat(e.retryAfterMs()).hasValue(30);
    }
  }

  @Test
  void shouldComeBackAfterAnAbruptLoss() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client = talking(peer, AudioEncoding.BINARY);
      peer.last().kill();
      await().until(() -> log.of(Connected.class).size() == 2);
      assertThat(log.of(Reconnecting.class)).first().returns(1, Reconnecting::attempt);
      assertThat(log.of(Connected.class).getLast().attempt()).isEqualTo(1);
      assertThat(peer.messages)
          .filteredOn(ConversationStart.class::isInstance)
          .extracting(message -> ((ConversationStart) message).conversationId().orElse(""))
          .containsExactly("", "given-1");
      assertThat(peer.messages).filteredOn(VoiceStart.class::isInstance).hasSize(2);
      assertThat(peer.messages.getLast()).isEqualTo(voice(AudioEncoding.BINARY));
      client.sendAudio(new byte[640], 320);
      await().until(() -> !peer.frames.isEmpty());
      assertThat(peer.frames.getFirst().stream()).isEqualTo(2);
      assertThat(peer.frames.getFirst().timestamp()).isZero();
    }
  }

  @Test
  void shouldNotSayGoodbyeWhenItLosesTheServer() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      client(peer.uri(), SOON).connect();
      PeerConnection lost = peer.last();

      lost.halfClose();

      await().until(() -> log.of(Connected.class).size() == 2);
      assertThat(lost.saidGoodbye.join()).isFalse();
    }
  }

  @Test
  void shouldComeBackAsItWasConfigured() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client = talking(peer, AudioEncoding.BINARY);
      client.configure(
          new ClientMessage.Configure(
              Optional.empty(), Optional.of("mary"), Optional.of("en-GB"), TurnChanges.NONE));
      await().until(() -> peer.messages.getLast() instanceof ClientMessage.Configure);
      peer.last().kill();
      await().until(() -> log.of(Connected.class).size() == 2);
      assertThat(peer.messages)
          .filteredOn(ConversationStart.class::isInstance)
          .last()
          .extracting(message -> ((ConversationStart) message).voice().orElse(""))
          .isEqualTo("mary");
    }
  }

  @Test
  void shouldNotReopenWhatHadEnded() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client = talking(peer, AudioEncoding.BINARY);
      client.endVoice();
      client.endConversation();
      int before = peer.messages.size();
      peer.last().kill();
      await().until(() -> log.of(Connected.class).size() == 2);
      assertThat(peer.messages).hasSize(before);
      assertThat(fails(() -> client.sendAudio(new byte[2], 1)).code()).isEqualTo("CLIENT_STATE");
    }
  }

  @Test
  void shouldGiveUpAfterTheLastAttempt() throws IOException {
    CodaClient client;
    try (ScriptedPeer peer = new ScriptedPeer()) {
      client = talking(peer, AudioEncoding.BINARY);
    }
    await().until(() -> !log.of(GaveUp.class).isEmpty());
    assertThat(log.of(GaveUp.class)).singleElement().returns(5, GaveUp::attempts);
    assertThat(log.of(Reconnecting.class))
        .extracting(Reconnecting::attempt)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(client.finished()).succeedsWithin(Duration.ofSeconds(5));
    assertThat(fails(client::endVoice).code()).isEqualTo("CLIENT_CLOSED");
    assertThat(log.events.getLast()).isInstanceOf(GaveUp.class);
  }

  @Test
  void shouldNotComeBackWhenThePolicyIsNever() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      talking(client(peer.uri(), ReconnectPolicy.NEVER), AudioEncoding.HEX);
      peer.last().kill();
      await().until(() -> !log.of(GaveUp.class).isEmpty());
      assertThat(log.of(Reconnecting.class)).isEmpty();
      assertThat(peer.connections).hasSize(1);
    }
  }

  @Test
  void shouldWaitAsLongAsTheServerSays() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      client(peer.uri(), SOON).connect();
      peer.last().close(CloseCode.OVERLOADED.code(), CloseCode.overloadedReason(120));
      await().until(() -> log.of(Connected.class).size() == 2);
      assertThat(log.of(Reconnecting.class)).singleElement().returns(120L, Reconnecting::delayMs);
    }
  }

  @Test
  void shouldWaitAsLongAsAFatalErrorSays() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      client(peer.uri(), SOON).connect();
      peer.last().send(new Failure("Full", "OVERLOADED", "r", OptionalLong.of(130), true));
      peer.last().close(CloseCode.INTERNAL.code(), "");
      await().until(() -> log.of(Connected.class).size() == 2);
      assertThat(log.of(Reconnecting.class)).singleElement().returns(130L, Reconnecting::delayMs);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseCode.class,
      names = {"POLICY", "TOO_BIG", "PROTOCOL_ABUSE", "TOKEN_EXPIRED"})
  void shouldNotRepeatWhatWasRefused(CloseCode code) throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      client(peer.uri(), SOON).connect();
      peer.last().close(code.code(), "no");
      await().until(() -> !log.of(GaveUp.class).isEmpty());
      assertThat(log.of(Reconnecting.class)).isEmpty();
    }
  }

  @Test
  void shouldTakeANormalCloseAsTheEnd() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client = client(peer.uri(), SOON);
      client.connect();
      client.send(new ClientMessage.Disconnect());
      assertThat(client.finished()).succeedsWithin(Duration.ofSeconds(5));
      assertThat(log.events.getLast()).isEqualTo(new Closed(1000, ""));
    }
  }

  @Test
  void shouldKeepTheOrderOfEverythingItSends() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client = talking(peer, AudioEncoding.HEX);
      int before = peer.messages.size();
      for (int at = 0; at < 100; at++) {
        client.sendAudio(new byte[] {(byte) at, 0}, 1);
        client.send(new Playback("r", at));
      }
      await().until(() -> peer.messages.size() == before + 200);
      List<ClientMessage> sent = peer.messages.subList(before, before + 200);
      for (int at = 0; at < 100; at++) {
        assertThat(((VoiceChunk) sent.get(2 * at)).audioData().orElseThrow())
            .isEqualTo(String.format("%02x00", at));
        assertThat(sent.get(2 * at + 1)).isEqualTo(new Playback("r", at));
      }
    }
  }

  @Test
  void shouldCountFramesAndSamples() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client = talking(peer, AudioEncoding.BINARY);
      for (int at = 0; at < 50; at++) {
        client.sendAudio(new byte[640], 320);
      }
      await().until(() -> peer.frames.size() == 50);
      assertThat(peer.frames)
          .extracting(BinaryFrame::sequence)
          .containsExactlyElementsOf(LongStream.range(0, 50).boxed().toList());
      assertThat(peer.frames)
          .extracting(BinaryFrame::timestamp)
          .containsExactlyElementsOf(LongStream.range(0, 50).map(at -> at * 320).boxed().toList());
    }
  }

  @Test
  void shouldDropTheOldestAudioWhileItIsAway() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      ReconnectPolicy later = new ReconnectPolicy(300, 300, 5, 0);
      CodaClient client =
          talking(
              client(ClientOptions.to(peer.uri()).reconnect(later).audioQueue(10).build()),
              AudioEncoding.BINARY);
      peer.last().kill();
      await().until(() -> !log.of(Reconnecting.class).isEmpty());
      IntStream.range(0, 30).forEach(at -> client.sendAudio(new byte[] {(byte) at, 0}, 1));
      await().until(() -> peer.frames.size() == 10);
      assertThat(client.droppedAudio()).isEqualTo(20);
      assertThat(peer.frames)
          .extracting(frame -> (int) frame.bytes()[0])
          .containsExactlyElementsOf(IntStream.range(20, 30).boxed().toList());
      assertThat(log.of(Connected.class).getLast().droppedAudio()).isEqualTo(20);
    }
  }

  @Test
  void shouldFailRequestsWhoseAnswerWasLost() throws IOException {
    ScriptedPeer dying =
        new ScriptedPeer() {
          @Override
          protected void onMessage(PeerConnection to, Envelope<ClientMessage> envelope)
              throws IOException {
            to.kill();
          }
        };
    try (dying) {
      CodaClient client = client(dying.uri(), SOON);
      client.connect();
      assertThat(fails(() -> client.startConversation(ANY_CONVERSATION)).code())
          .isEqualTo("CLIENT_CONNECTION_LOST");
    }
  }

  @Test
  void shouldPutFragmentsTogether() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      client(peer.uri(), SOON).connect();
      String words = "ä漢😀".repeat(20_000);
      Transcript transcript = new Transcript(words, true, "t", OptionalDouble.empty(), List.of());
      byte[] text =
          PeerConnection.CODEC
              .encodeServer(Envelope.<ServerMessage>of(transcript))
              .getBytes(StandardCharsets.UTF_8);
      byte[] audio = new byte[100_000];
      audio[0] = 2;
      peer.last().fragments(true, text, 777);
      peer.last().fragments(false, audio, 999);
      await().until(() -> log.of(CodaEvent.Audio.class).size() == 1);
      assertThat(log.of(Message.class).getLast().envelope().message()).isEqualTo(transcript);
      assertThat(log.of(CodaEvent.Audio.class).getFirst().frame().payload().remaining())
          .isEqualTo(100_000 - BinaryFrame.HEADER_BYTES);
    }
  }

  @Test
  void shouldRefuseMessagesThatAreTooLarge() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      client(
              ClientOptions.to(peer.uri())
                  .reconnect(ReconnectPolicy.NEVER)
                  .maxMessageBytes(10_000)
                  .build())
          .connect();
      peer.last().fragments(true, " ".repeat(20_000).getBytes(StandardCharsets.UTF_8), 500);
      await().until(() -> !log.of(GaveUp.class).isEmpty());
      assertThat(log.of(GaveUp.class).getFirst().reason()).contains("10000 bytes");
    }
  }

  @Test
  void shouldPassOverWhatItDoesNotUnderstand() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client = client(peer.uri(), SOON);
      client.connect();
      peer.last().text("{\"type\":\"of the future\",\"data\":{}}");
      peer.last().text("?");
      peer.last().binary(new byte[3]);
      client.startConversation(ANY_CONVERSATION);
      assertThat(log.of(Malformed.class))
          .extracting(event -> event.problem().code())
          .containsExactly("PROTOCOL_UNKNOWN_TYPE", "PROTOCOL_NOT_JSON", "PROTOCOL_BINARY_FRAME");
    }
  }

  @Test
  void shouldNoticeASilentServer() throws IOException {
    ScriptedPeer mute =
        new ScriptedPeer() {
          @Override
          protected void greet(PeerConnection connection) throws IOException {
            connection.answersPings = connections.size() > 1;
            super.greet(connection);
          }
        };
    try (mute) {
      client(ClientOptions.to(mute.uri()).reconnect(SOON).heartbeat(Duration.ofMillis(100)).build())
          .connect();
      await().until(() -> log.of(Connected.class).size() >= 2);
      assertThat(log.of(Reconnecting.class).getFirst().reason()).contains("silent");
    }
  }

  @Test
  void shouldKeepAQuietConnectionThatAnswersPings() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client =
          client(
              ClientOptions.to(peer.uri())
                  .reconnect(SOON)
                  .heartbeat(Duration.ofMillis(100))
                  .build());
      client.connect();
      await()
          .during(Duration.ofMillis(600))
          .atMost(Duration.ofSeconds(10))
          .until(client::isConnected);
      assertThat(peer.connections).hasSize(1);
    }
  }

  @Test
  void shouldCloseWhileItConnects() throws Exception {
    ScriptedPeer slow =
        new ScriptedPeer() {
          @Override
          protected void upgrade(PeerConnection connection, String request) throws IOException {
            // never answers; the socket stays open until the client goes
            connections.add(connection);
            connection.next();
          }
        };
    try (slow) {
      CodaClient client = client(slow.uri(), SOON);
      AtomicReference<ClientException> failure = new AtomicReference<>();
      Thread connecting = Thread.ofVirtual().start(() -> failure.set(fails(client::connect)));
      await().until(() -> !slow.connections.isEmpty());
      client.close();
      connecting.join();
      assertThat(failure.get().code()).isEqualTo("CLIENT_CLOSED");
    }
  }

  @Test
  void shouldCloseWhileItWaitsForTheGreeting() throws Exception {
    ScriptedPeer rude =
        new ScriptedPeer() {
          @Override
          protected void greet(PeerConnection connection) {}
        };
    try (rude) {
      CodaClient client = client(rude.uri(), SOON);
      AtomicReference<ClientException> failure = new AtomicReference<>();
      Thread connecting = Thread.ofVirtual().start(() -> failure.set(fails(client::connect)));
      await().until(() -> !rude.connections.isEmpty());
      client.close();
      connecting.join();
      assertThat(failure.get().code()).isIn("CLIENT_CLOSED", "CLIENT_CONNECTION_LOST");
    }
  }

  @Test
  void shouldCloseWhileItWaitsToReconnect() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      CodaClient client = client(peer.uri(), new ReconnectPolicy(60_000, 60_000, 3, 0));
      client.connect();
      peer.last().kill();
      await().until(() -> !log.of(Reconnecting.class).isEmpty());
      client.close();
      client.close();
      assertThat(log.events.getLast()).isInstanceOf(Closed.class);
      assertThat(client.finished()).isDone();
    }
  }

  @Test
  void shouldRefuseToWaitInItsListenerButCloseFromIt() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      AtomicReference<CodaClient> self = new AtomicReference<>();
      AtomicReference<ClientException> refused = new AtomicReference<>();
      CodaClient client =
          new CodaClient(
              ClientOptions.to(peer.uri()).build(),
              event -> {
                if (event instanceof Message message
                    && message.envelope().message() instanceof ConversationStarted) {
                  refused.set(fails(() -> self.get().endConversation()));
                  self.get().close();
                  throw new IllegalStateException("a listener that fails");
                }
              });
      opened = Optional.of(client);
      self.set(client);
      client.connect();
      client.send(ANY_CONVERSATION);
      assertThat(client.finished()).succeedsWithin(Duration.ofSeconds(10));
      assertThat(refused.get().code()).isEqualTo("CLIENT_STATE");
    }
  }

  @Test
  void shouldLeaveNoThreadsBehind() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      for (int times = 0; times < 10; times++) {
        CodaClient client = talking(peer, AudioEncoding.BINARY);
        client.sendAudio(new byte[640], 320);
        if (times % 2 == 0) {
          peer.last().kill();
        }
        client.close();
      }
      await().untilAsserted(() -> assertThat(clientThreads()).isEmpty());
    }
  }

  /** Threads of the JDK's client; ours are virtual, and close() waits for them. */
  private static List<String> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("HttpClient") || name.startsWith("coda-client"))
        .toList();
  }
}
