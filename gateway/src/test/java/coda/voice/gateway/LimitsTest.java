package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.limits.Patience;
import coda.voice.gateway.limits.Places;
import coda.voice.gateway.limits.Rate;
import coda.voice.gateway.limits.Rates;
import coda.voice.gateway.limits.Sizes;
import coda.voice.protocol.coda.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who takes too much is told, or let go, and leaves nothing behind. */
class LimitsTest {
  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestGateway gateway;

  @AfterEach
  void shouldHoldNothing() throws Exception {
    for (AutoCloseable closeable : opened) {
      closeable.close();
    }
    gateway.awaitNothingHeld();
    gateway.close();
    assertThat(gateway.blockedLoops()).isEmpty();
  }

  private TestGateway gateway(UnaryOperator<Limits> limits) {
    gateway = new TestGateway(limits);
    return gateway;
  }

  private TestClient client() {
    TestClient client = gateway.client();
    opened.add(client);
    return client;
  }

  private RawSocket raw() {
    RawSocket raw = RawSocket.upgraded(gateway.uri("/"));
    opened.add(raw);
    return raw;
  }

  @Test
  void shouldCloseWith1009WhenATextMessageIsTooLarge() {
    gateway(limits -> limits.with(new Sizes(20_000, 10_000, 300_000)));

    assertThat(client().send("x".repeat(20_001)).awaitClose()).isEqualTo(1009);
    assertThat(client().sendParts("x".repeat(15_000), "x".repeat(5_001)).awaitClose())
        .isEqualTo(1009);
    assertThat(client().send("x".repeat(20_000)).alive()).isTrue();
  }

  @Test
  void shouldCloseWith1009WhenABinaryMessageIsTooLarge() {
    gateway(limits -> limits.with(new Sizes(20_000, 10_000, 300_000)));

    assertThat(client().send(new byte[10_001]).awaitClose()).isEqualTo(1009);
    assertThat(client().send(new byte[10_000]).alive()).isTrue();
  }

  @Test
  void shouldEndAConnectionWhoseFrameIsLargerThanAnyMessage() {
    gateway(limits -> limits.with(new Sizes(2_000, 2_000, 300_000, 2_000, 2_000)));
    RawSocket raw = raw();

    raw.write(new byte[] {(byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0});

    assertThat(raw.readCloseCode()).isEqualTo(1009);
  }

  @Test
  void shouldCloseWith1007WhenTextIsNotUtf8() {
    gateway(limits -> limits);

    assertThat(raw().frame(1, new byte[] {(byte) 0xC3, 0x28}).readCloseCode()).isEqualTo(1007);
  }

  @Test
  void shouldCloseWhenAFrameBreaksTheProtocol() {
    gateway(limits -> limits);

    assertThat(raw().frame(0xB, new byte[] {1}).readCloseCode()).isEqualTo(1002);
    assertThat(raw().write(new byte[] {(byte) 0x81, 1, 'x'}).readCloseCode()).isEqualTo(1002);
  }

  @Test
  void shouldRefuseMoreConnectionsThanAllowed() {
    gateway(
        limits -> limits.with(Places.DEFAULTS.withConnections(new Places.Share(2, 100, 100, 2))));
    TestClient first = client();
    client();

    TestClient third = client();

    assertThat(third.awaitClose()).isEqualTo(1013);
    assertThat(third.closeReason()).isEqualTo("Server overloaded; retry_after_ms=2000");
    first.vanish();
    await().until(() -> gateway.held().get("places") == 1);
    assertThat(client().alive()).isTrue();
  }

  @Test
  void shouldRefuseMoreConnectionsOfOneAddressThanAllowed() {
    gateway(
        limits -> limits.with(Places.DEFAULTS.withConnections(new Places.Share(10, 100, 100, 1))));
    client();

    TestClient second = client();

    assertThat(second.awaitClose()).isEqualTo(1013);
    assertThat(second.closeReason()).startsWith("Too many connections from this address");
  }

  @Test
  void shouldCloseAConnectionThatDoesNotBecomeAWebSocketInTime() {
    gateway(
        limits ->
            limits.with(
                new Patience(
                    300, 30_000, 10_000, new Patience.Heartbeat(30_000, 10_000, 300_000))));
    RawSocket silent = new RawSocket(gateway.uri("/"));
    RawSocket dribbling = new RawSocket(gateway.uri("/"));
    opened.addAll(List.of(silent, dribbling));
    dribbling.write("GET / HTTP/1.1\r\nHost: local");

    assertThat(silent.readToEnd()).isTrue();
    assertThat(dribbling.readToEnd()).isTrue();
  }

  @Test
  void shouldLetGoOfAClientThatAnswersNoPing() {
    gateway(
        limits ->
            limits.with(
                new Patience(10_000, 30_000, 10_000, new Patience.Heartbeat(200, 200, 300_000))));
    TestClient polite = client();

    assertThat(raw().readCloseCode()).isEqualTo(4004);
    assertThat(polite.alive()).isTrue();
  }

  @Test
  void shouldLetGoOfAClientThatSaysNothing() {
    gateway(
        limits ->
            limits.with(
                new Patience(
                    10_000, 30_000, 10_000, new Patience.Heartbeat(30_000, 10_000, 1_000))));

    assertThat(client().awaitClose()).isEqualTo(4001);
  }

  @Test
  void shouldLetGoOfAClientThatTakesNothing() {
    gateway(
        limits ->
            limits
                .with(
                    new Patience(
                        10_000, 30_000, 500, new Patience.Heartbeat(30_000, 10_000, 300_000)))
                .with(
                    limits
                        .rates()
                        .withControl(new Rate(100_000, 60_000))
                        .withAudio(new Rates.Audio(4, 30_000))));
    TestClient deaf = TestClient.deaf(gateway.uri("/"));
    opened.add(deaf);

    String nonce = "n".repeat(100);
    await()
        .until(
            () -> {
              for (int i = 0; i < 2_000 && gateway.held().get("connections") == 1; i++) {
                try {
                  deaf.send("ping", "{\"nonce\":\"" + nonce + "\"}");
                } catch (RuntimeException closed) {
                  break;
                }
              }
              return gateway.held().get("connections") == 0;
            });
  }

  @Test
  void shouldTellWhoSaysTooMuchToWaitAndLetGoOfWhoDoesNot() {
    gateway(
        limits ->
            limits.with(
                limits
                    .rates()
                    .withControl(new Rate(10, 60_000))
                    .withAudio(new Rates.Audio(4, 30_000))));
    TestClient client = client();
    for (int i = 0; i < 11; i++) {
      client.send("ping", "{}");
    }
    ServerMessage.Failure failure = client.awaitError("PROTOCOL_RATE");
    assertThat(failure.retryAfterMs().orElseThrow()).isBetween(1L, 6_000L);
    assertThat(client.all(ServerMessage.Pong.class)).hasSize(10);

    for (int i = 0; i < 11; i++) {
      try {
        client.send("ping", "{}");
      } catch (RuntimeException closedAlready) {
        break;
      }
    }

    assertThat(client.awaitClose()).isEqualTo(1008);
    assertThat(client.awaitError("PROTOCOL_ABUSE").fatal()).isTrue();
  }

  @Test
  void shouldLetGoOfWhoSendsNothingButNonsense() {
    gateway(
        limits ->
            limits.with(
                limits
                    .rates()
                    .withControl(new Rate(10, 60_000))
                    .withAudio(new Rates.Audio(4, 30_000))));
    TestClient client = client();
    for (int i = 0; i < 20; i++) {
      try {
        client.send("nonsense");
      } catch (RuntimeException closedAlready) {
        break;
      }
    }

    assertThat(client.awaitClose()).isEqualTo(4003);
    assertThat(client.awaitError("PROTOCOL_NOT_JSON").fatal()).isFalse();
  }

  @Test
  void shouldNotCountPlaybackPositionsAsControlMessages() {
    gateway(
        limits ->
            limits.with(
                limits
                    .rates()
                    .withControl(new Rate(10, 60_000))
                    .withAudio(new Rates.Audio(4, 30_000))));
    TestClient client = client();
    client.send("conversation_start", "{}");
    for (int i = 0; i < 50; i++) {
      client.send("playback", "{\"response_id\":\"r\",\"played_ms\":" + i + "}");
    }

    assertThat(client.alive()).isTrue();
    assertThat(client.all(ServerMessage.Failure.class)).isEmpty();
  }

  @Test
  void shouldRefuseAudioThatComesTooFast() {
    gateway(
        limits ->
            limits.with(
                limits
                    .rates()
                    .withControl(new Rate(100, 60_000))
                    .withAudio(new Rates.Audio(4, 1_000))));
    TestClient client = talking();
    String second = "{\"audio_data\":\"" + "00".repeat(32_000) + "\"}";
    for (int i = 0; i < 5; i++) {
      client.send("voice_chunk", second);
    }

    ServerMessage.Failure failure = client.awaitError("PROTOCOL_RATE");

    assertThat(failure.retryAfterMs()).isPresent();
    assertThat(client.alive()).isTrue();
  }

  @Test
  void shouldRefuseATurnThatLastsTooLong() {
    gateway(
        limits ->
            limits
                .with(
                    limits
                        .rates()
                        .withControl(new Rate(100, 60_000))
                        .withAudio(new Rates.Audio(4, 30_000)))
                .with(new Sizes(10_485_760, 1_048_576, 2_000)));
    TestClient client = talking();
    client.send("voice_chunk", "{\"audio_data\":\"" + "00".repeat(32 * 2_001) + "\"}");
    assertThat(client.awaitError("AUDIO_TOO_LONG").error()).contains("2000 ms");

    client.send("voice_chunk", "{\"audio_data\":\"" + Sounds.hex(Sounds.pcm(1_500)) + "\"}");
    client.send("voice_chunk", "{\"audio_data\":\"" + Sounds.hex(Sounds.pcm(1_500)) + "\"}");
    await()
        .until(
            () ->
                client.all(ServerMessage.Failure.class).stream()
                        .filter(failure -> failure.code().equals("AUDIO_TOO_LONG"))
                        .count()
                    == 2);
    client.send("voice_chunk", "{\"is_final\":true}");
    client.await1(ServerMessage.VoiceResponse.class);
  }

  @Test
  void shouldTakeALongRecordingAtOnceWithoutLosingOrBlocking() {
    gateway(limits -> limits);
    TestClient client = talking();
    client.send(
        "voice_chunk",
        "{\"audio_data\":\"" + Sounds.hex(Sounds.pcm(25_000)) + "\",\"is_final\":true}");
    client.await1(ServerMessage.VoiceResponse.class);

    assertThat(gateway.heardSamples()).isEqualTo(16L * 25_000);
  }

  private TestClient talking() {
    TestClient client = client();
    client.send("conversation_start", "{}");
    client.send("voice_start", "{\"audio_config\":{\"conversation_mode\":\"push_to_talk\"}}");
    client.await1(ServerMessage.VoiceStarted.class);
    return client;
  }
}
