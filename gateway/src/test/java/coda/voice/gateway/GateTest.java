package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.limits.Lifetimes;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.limits.Patience;
import coda.voice.gateway.limits.Places;
import coda.voice.gateway.limits.Rate;
import coda.voice.gateway.limits.Rates;
import coda.voice.protocol.coda.CloseCode;
import coda.voice.protocol.coda.ServerMessage;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for everybody at the gate, over real sockets. */
class GateTest {
  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestGateway gateway;

  @AfterEach
  void shouldHoldNothing() throws Exception {
    for (AutoCloseable closeable : opened) {
      closeable.close();
    }
    gateway.awaitNothingHeld();
    gateway.close();
  }

  private void gateway(UnaryOperator<Limits> limits) {
    gateway = new TestGateway(limits);
  }

  private TestClient client() {
    TestClient client = gateway.client();
    opened.add(client);
    return client;
  }

  private RawSocket raw() {
    RawSocket raw = new RawSocket(gateway.uri("/"));
    opened.add(raw);
    return raw;
  }

  private RawSocket upgraded(String... headers) {
    RawSocket raw = RawSocket.upgraded(gateway.uri("/"), headers);
    opened.add(raw);
    return raw;
  }

  private static Limits withMessageMs(Limits limits, int ms) {
    return limits.with(new Patience(10_000, ms, 10_000, limits.patience().heartbeat()));
  }

  @Test
  void shouldCloseWith1008WhenAFrameDoesNotEnd() {
    gateway(limits -> withMessageMs(limits, 300));
    TestClient other = client();
    RawSocket slow = upgraded();

    slow.write(new byte[] {(byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'h'});

    assertThat(slow.readCloseCode()).isEqualTo(1008);
    assertThat(gateway.hits(Limit.MESSAGE_MS)).isEqualTo(1);
    assertThat(other.alive()).isTrue();
  }

  @Test
  void shouldCloseWith1008WhenAFragmentedMessageDoesNotEndAlthoughPingsComeBetween() {
    gateway(limits -> withMessageMs(limits, 500));
    RawSocket slow = upgraded();

    slow.write(new byte[] {0x01, (byte) 0x81, 0, 0, 0, 0, 'h'});
    for (int i = 0; i < 10; i++) {
      slow.frame(9, new byte[0]);
    }

    assertThat(slow.readCloseCode()).isEqualTo(1008);
    assertThat(gateway.hits(Limit.MESSAGE_MS)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0x89", "0x8A", "0x00"})
  void shouldCloseWith1008WhenThereAreTooManyFrames(String firstByte) {
    gateway(limits -> limits.with(limits.rates().withFrames(new Rate(50, 60_000))));
    RawSocket flood = upgraded();
    byte first = Integer.decode(firstByte).byteValue();
    if (first == 0) {
      flood.write(new byte[] {0x01, (byte) 0x80, 0, 0, 0, 0});
    }
    byte[] frames = new byte[100 * 6];
    for (int i = 0; i < 100; i++) {
      frames[6 * i] = first;
      frames[6 * i + 1] = (byte) 0x80;
    }

    flood.write(frames);

    assertThat(flood.readCloseCode()).isEqualTo(1008);
    assertThat(gateway.hits(Limit.FRAMES_PER_SECOND)).isEqualTo(1);
  }

  @Test
  void shouldWarnBeforeAConnectionHasLastedLongEnoughAndThenEndIt() {
    gateway(limits -> limits.with(new Lifetimes(1_000, 100_000)));
    TestClient client = client();

    assertThat(client.awaitClose()).isEqualTo(1001);
    assertThat(client.await1(ServerMessage.GoAway.class).timeLeftMs()).isBetween(1L, 100L);
    assertThat(client.awaitError("LIMIT_CONNECTION_TIME").fatal()).isTrue();
    assertThat(gateway.hits(Limit.CONNECTION_MS)).isEqualTo(1);
  }

  @Test
  void shouldEndAConversationThatHasLastedLongEnoughAndKeepTheConnection() {
    gateway(limits -> limits.with(new Lifetimes(100_000, 500)));
    TestClient client = client();
    client.send("conversation_start", "{}");

    client.await1(ServerMessage.ConversationEnded.class);

    assertThat(client.await1(ServerMessage.GoAway.class).reason()).isEqualTo("conversation_limit");
    assertThat(gateway.hits(Limit.CONVERSATION_MS)).isEqualTo(1);
    assertThat(client.alive()).isTrue();
  }

  @Test
  void shouldRefuseMoreConversationsThanAllowedAndSayWhenToTryAgain() {
    gateway(
        limits ->
            limits.with(Places.DEFAULTS.withConversations(new Places.Share(1, 100, 100, 100))));
    TestClient first = client();
    first.send("conversation_start", "{}").await1(ServerMessage.ConversationStarted.class);
    TestClient second = client();

    ServerMessage.Failure failure =
        second.send("conversation_start", "{}").awaitError("LIMIT_CONVERSATIONS");

    assertThat(failure.retryAfterMs()).isPresent();
    assertThat(failure.fatal()).isFalse();
    first.send("conversation_end", "{}").await1(ServerMessage.ConversationEnded.class);
    second.send("conversation_start", "{}").await1(ServerMessage.ConversationStarted.class);
  }

  @Test
  void shouldRefuseWhoComesNewTooOften() {
    gateway(
        limits ->
            limits.with(
                limits
                    .rates()
                    .with(
                        new Rates.Arrivals(
                            Rate.perMinute(2), Rate.perMinute(1), Rate.perMinute(100)))));
    TestClient first = client();
    first.send("conversation_start", "{}").await1(ServerMessage.ConversationStarted.class);
    first.send("conversation_end", "{}").await1(ServerMessage.ConversationEnded.class);
    first.send("conversation_start", "{}");
    first.awaitError("LIMIT_CONVERSATION_RATE");
    client();

    TestClient third = client();

    assertThat(third.awaitClose()).isEqualTo(1013);
    assertThat(CloseCode.retryAfterMs(third.closeReason()).orElseThrow()).isBetween(1L, 30_000L);
  }

  @Test
  void shouldCountThoseBehindATrustedProxyByTheirOwnAddresses() {
    gateway(
        limits -> limits.with(Places.DEFAULTS.withConnections(new Places.Share(100, 100, 100, 1))));
    upgraded("X-Forwarded-For: 203.0.113.1");
    upgraded("X-Forwarded-For: 203.0.113.2");
    await().until(() -> gateway.held().get("connections") == 2);

    RawSocket again = upgraded("X-Forwarded-For: 198.51.100.7, 203.0.113.1");

    assertThat(again.readCloseCode()).isEqualTo(1013);
    assertThat(gateway.hits(Limit.CONNECTIONS_PER_ADDRESS)).isEqualTo(1);
  }

  @Test
  void shouldCutTcpConnectionsBeyondTheLimit() {
    gateway(
        limits ->
            limits.with(
                new Places(2, 2, Places.DEFAULTS.connections(), Places.DEFAULTS.conversations())));
    await().until(() -> gateway.sockets() == 0);
    TestClient talking = client();
    RawSocket second = raw();
    await().until(() -> gateway.sockets() == 2);

    assertThat(raw().readToEnd()).isTrue();

    assertThat(gateway.hits(Limit.SOCKETS)).isEqualTo(1);
    assertThat(talking.alive()).isTrue();
    second.close();
    talking.vanish();
    await().until(() -> gateway.sockets() == 0);
  }

  @Test
  void shouldAnswer429ToTooManyRequests() {
    gateway(
        limits ->
            limits.with(
                limits
                    .rates()
                    .with(
                        new Rates.Arrivals(
                            Rate.perMinute(100), Rate.perMinute(100), Rate.perMinute(1)))));
    String request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    assertThat(raw().write(request).readHead()).contains(" 200 ");
    assertThat(raw().write(request).readHead()).contains(" 429 ");
    assertThat(gateway.hits(Limit.REQUESTS_PER_MINUTE)).isEqualTo(1);
  }

  @Test
  void shouldCutWhoAsksAndAsksAndReadsNothing() {
    gateway(
        limits -> limits.with(new Patience(10_000, 30_000, 300, limits.patience().heartbeat())));
    RawSocket deaf = raw();
    String requests = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(1_000);

    assertThatThrownBy(
            () -> {
              while (true) {
                deaf.write(requests);
              }
            })
        .isInstanceOf(UncheckedIOException.class);

    assertThat(gateway.hits(Limit.SLOW_CLIENT_MS)).isEqualTo(1);
  }

  @Test
  void shouldCutARequestWhoseBodyDoesNotEnd() {
    gateway(
        limits -> limits.with(new Patience(300, 30_000, 10_000, limits.patience().heartbeat())));
    RawSocket slow = raw();

    slow.write("POST /swallow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx");

    assertThat(slow.readToEnd()).isTrue();
    assertThat(gateway.hits(Limit.HANDSHAKE_MS)).isEqualTo(1);
  }

  @Test
  void shouldRefuseHugeUrisAndTooManyHeaders() {
    gateway(limits -> limits);

    assertThat(
            raw()
                .write("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .readHead())
        .contains(" 414 ");
    assertThat(
            raw()
                .write("GET / HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(3_000) + "\r\n")
                .readHead())
        .contains(" 431 ");
  }

  @Test
  void shouldChargeAudioByItsBytesAlsoWhenItCannotBeDecoded() {
    gateway(limits -> limits.with(limits.rates().withAudio(new Rates.Audio(1, 1_000))));
    TestClient client = client();
    client.send("conversation_start", "{}");
    client.send("voice_start", "{\"audio_config\":{\"format\":\"opus\"}}");
    client.await1(ServerMessage.VoiceStarted.class);
    String nonsense = "{\"audio_data\":\"" + "ff".repeat(64 * 3_000) + "\"}";

    client.send("voice_chunk", nonsense).send("voice_chunk", nonsense);

    client.awaitError("PROTOCOL_RATE");
    assertThat(gateway.hits(Limit.AUDIO_SPEED)).isEqualTo(1);
  }

  @Test
  void shouldLetNobodyNewInWhileThereIsTooMuchToDoAndGoOnAnsweringTheOthers() {
    gateway(limits -> limits);
    TestClient talking = client();
    talking.send("conversation_start", "{}").await1(ServerMessage.ConversationStarted.class);
    talking.send("voice_start", "{}").await1(ServerMessage.VoiceStarted.class);
    TestClient waiting = client();
    assertThat(waiting.alive()).isTrue();
    gateway.stress = 1.5;
    gateway.look(1);
    assertThat(client().alive()).isTrue();
    gateway.look(gateway.rules.overloadMs());

    TestClient late = client();
    assertThat(late.awaitClose()).isEqualTo(1013);
    assertThat(late.closeReason()).startsWith("Server overloaded");
    assertThat(CloseCode.retryAfterMs(late.closeReason()).orElseThrow()).isPositive();
    assertThat(
            waiting
                .send("conversation_start", "{}")
                .awaitError("SERVER_OVERLOADED")
                .retryAfterMs()
                .orElseThrow())
        .isPositive();
    talking.send("voice_chunk", "{\"text_content\":\"hello\"}");
    talking.await1(ServerMessage.VoiceResponse.class);
    assertThat(raw().write("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead())
        .contains(" 503 ");
    assertThat(gateway.hits(Limit.LOAD)).isEqualTo(2);

    gateway.stress = 0.4;
    gateway.look(1);
    assertThat(client().awaitClose()).isEqualTo(1013);
    gateway.look(gateway.rules.recoverMs());
    assertThat(client().alive()).isTrue();
    waiting.send("conversation_start", "{}").await1(ServerMessage.ConversationStarted.class);
    assertThat(raw().write("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead())
        .contains(" 200 ");
  }
}
