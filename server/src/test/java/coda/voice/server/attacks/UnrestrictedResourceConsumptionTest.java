package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API4: a client makes the server spend memory, time or connections without end. */
class UnrestrictedResourceConsumptionTest {
  private static final String ANNA = Forge.token("anna", "talk");
  private static final String BEARER = "Authorization: Bearer " + ANNA;
  private static final int NOT_FINAL = 0x01;
  private static final int CONTINUED = 0x00;
  private static final int BINARY = 0x82;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;

  @TempDir private static Path folder;
  private static AttackedServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        AttackedServer.guarded(
            folder,
            "server.limits.handshake_ms=1500",
            "server.limits.message_ms=400",
            "server.limits.slow_client_ms=400",
            "server.limits.text_bytes=65536",
            "server.limits.binary_bytes=65536",
            "server.limits.frames_per_second=20",
            "server.limits.user.connections=3",
            "server.limits.address.sockets=30");
  }

  @AfterEach
  void shouldServeOthersAndHoldNothing() throws Exception {
    server.leave();
    TalkClient bert = server.connect(Forge.token("bert", "talk"));
    bert.send("conversation_start", "{}").await1("conversation_start");
    server.leave();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawClient upgraded() {
    RawClient raw = server.raw();
    assertThat(raw.upgrade(BEARER).status()).isEqualTo(101);
    return raw;
  }

  @Test
  void shouldRefuseALongAddress() {
    RawClient raw = server.raw();
    raw.tryWrite(("GET /" + "a".repeat(20_000)).getBytes(StandardCharsets.US_ASCII));

    assertThat(raw.answer().status()).isEqualTo(414);
    assertThat(raw.ends()).isTrue();
  }

  @Test
  void shouldRefuseALongHeaderAndManyHeaders() {
    RawClient longOne = server.raw();
    longOne.write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n");
    longOne.tryWrite(("X: " + "a".repeat(20_000)).getBytes(StandardCharsets.US_ASCII));
    assertThat(longOne.answer().status()).isEqualTo(431);
    assertThat(longOne.ends()).isTrue();

    RawClient many = server.raw();
    many.write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n");
    many.tryWrite("X: a\r\n".repeat(5_000).getBytes(StandardCharsets.US_ASCII));
    assertThat(many.answer().status()).isEqualTo(431);
    assertThat(many.ends()).isTrue();
  }

  @Test
  void shouldNotWaitForAClientThatNeverFinishes() {
    String post = "POST /v1/client_tokens HTTP/1.1\r\nHost: localhost\r\n" + BEARER + "\r\n";
    List<RawClient> slow =
        Stream.of(
                "",
                "G",
                "GET /ws/voice HTTP/1.1\r\n",
                "GET /ws/voice HTTP/1.1\r\nHost: localhost\r\nX-A: ",
                post + "Content-Length: 100\r\n\r\n{",
                post + "Transfer-Encoding: chunked\r\n\r\n5\r\n{")
            .map(beginning -> server.raw().write(beginning))
            .toList();

    assertThat(slow).allSatisfy(client -> assertThat(client.ends()).isTrue());
  }

  @Test
  void shouldNotReadALargeBody() {
    RawClient raw = server.raw();
    raw.write(
        "POST /v1/client_tokens HTTP/1.1\r\nHost: localhost\r\n"
            + BEARER
            + "\r\nContent-Length: 99999999999\r\n\r\n");

    Answer answer = raw.answer();

    assertThat(answer.status()).isEqualTo(413);
    assertThat(raw.ends()).isTrue();
  }

  @Test
  void shouldNotReadALargeBodyThatComesInChunks() {
    RawClient raw = server.raw();
    raw.write(
        "POST /v1/client_tokens HTTP/1.1\r\nHost: localhost\r\n"
            + BEARER
            + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    byte[] chunk = ("1000\r\n" + " ".repeat(4_096) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 4; i++) {
      raw.tryWrite(chunk);
    }

    assertThat(raw.answer().status()).isEqualTo(413);
    assertThat(raw.ends()).isTrue();
  }

  @Test
  void shouldNotUnpackABody() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(" ".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII));
    }
    RawClient raw = server.raw();
    raw.write(
        "POST /v1/client_tokens HTTP/1.1\r\nHost: localhost\r\n"
            + BEARER
            + "\r\nContent-Encoding: gzip\r\nContent-Length: "
            + packed.size()
            + "\r\n\r\n");
    raw.write(packed.toByteArray());

    Answer answer = raw.answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("PROTOCOL_NOT_JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "x-webkit-deflate-frame",
        "permessage-bzip2, permessage-deflate; server_no_context_takeover",
      })
  void shouldNotAgreeToCompression(String offer) {
    RawClient raw = server.raw();

    Answer answer = raw.upgrade(BEARER, "Sec-WebSocket-Extensions: " + offer);

    assertThat(answer.status()).isEqualTo(101);
    assertThat(answer.header("sec-websocket-extensions")).isEmpty();
    // A frame that says it is compressed all the same is against the protocol.
    raw.frame(0xC1, new byte[] {0x4A, 0x4C, 0x04, 0x00});
    assertThat(raw.closeCode()).isIn(1002, -1);
  }

  @Test
  void shouldCloseOnALargeMessageInOneFrameOrManyFragments() {
    RawClient whole = upgraded();
    whole.frame(BINARY, new byte[65_537]);
    assertThat(whole.closeCode()).isEqualTo(1009);

    RawClient parts = upgraded();
    parts.frame(NOT_FINAL, new byte[30_000]).frame(CONTINUED, new byte[30_000]);
    parts.tryWrite(RawClient.framed(CONTINUED, 0x80, new byte[30_000]));
    assertThat(parts.closeCode()).isEqualTo(1009);
  }

  @Test
  void shouldNotReserveWhatAFrameOnlyPromises() {
    RawClient raw = upgraded();
    // A frame of 2^62 bytes, of which none comes.
    raw.write(new byte[] {(byte) BINARY, (byte) 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

    assertThat(raw.closeCode()).isIn(1002, 1009, -1);
  }

  @Test
  void shouldNotWaitForAMessageThatNeverEnds() {
    assertThat(upgraded().frame(NOT_FINAL, new byte[] {'{'}).closeCode()).isEqualTo(1008);
    assertThat(upgraded().write(new byte[] {(byte) BINARY, (byte) 0x85}).closeCode())
        .isEqualTo(1008);
  }

  @ParameterizedTest
  @ValueSource(ints = {PING, PONG, NOT_FINAL, BINARY})
  void shouldCloseOnAFloodOfFrames(int kind) {
    RawClient raw = upgraded();
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    for (int i = 0; i < 600; i++) {
      flood.writeBytes(
          RawClient.framed(kind == NOT_FINAL && i > 0 ? CONTINUED : kind, 0x80, new byte[0]));
    }
    raw.tryWrite(flood.toByteArray());

    assertThat(raw.closeCode()).isIn(1008, 4003, -1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "1e999999999",
        "{\"type\":\"ping\",\"data\":{},\"timestamp\":1e999999999}",
        "{\"type\":\"ping\",\"data\":{},\"type\":\"disconnect\"}",
        "{\"type\":\"configure\",\"data\":{\"silence_ms\":1e308}}",
        "{\"type\":\"configure\",\"data\":{\"silence_ms\":-0.0}}",
        "{\"type\":\"playback\",\"data\":{\"response_id\":\"r\",\"played_ms\":99999999999999999999}}",
        "\"\\ud800\"",
        "",
      })
  void shouldAnswerNonsenseAndGoOn(String message) {
    String deep = message.startsWith("[[") ? message.repeat(500) : message;
    TalkClient client = server.connect(ANNA);

    client.send(deep);

    assertThat(client.await1("error").getString("code"))
        .matches("PROTOCOL_.*|CONVERSATION_NOT_ACTIVE");
    assertThat(client.alive()).isTrue();
  }

  @Test
  void shouldNotCountDigitsWithoutEnd() {
    TalkClient client = server.connect(ANNA);

    client.send("{\"type\":\"ping\",\"data\":{\"n\":" + "9".repeat(60_000) + "}}");
    client.send("{\"type\":\"ping\",\"data\":{},\"timestamp\":1." + "3".repeat(60_000) + "}");

    assertThat(client.alive()).isTrue();
  }

  @Test
  void shouldNotUnpackMoreSoundThanAPacketMayHold() {
    TalkClient client = server.connect(ANNA);
    client.send("conversation_start", "{}").await1("conversation_start");
    client.send(
        "voice_start",
        "{\"audio_config\":{\"format\":\"opus\",\"sample_rate\":48000,\"encoding\":\"base64\"}}");
    client.await1("voice_start");
    // Two bytes that promise 63 frames of 20 ms each; a packet may hold 120 ms.
    byte[] packet = {(byte) 0xFB, (byte) 0x3F};

    client.send(
        "voice_chunk",
        new JsonObject().put("audio_data", Base64.getEncoder().encodeToString(packet)).encode());

    assertThat(client.await1("error").getString("code")).startsWith("AUDIO_");
    assertThat(client.alive()).isTrue();
  }

  @Test
  void shouldNotBelieveWhatAWavFileSaysOfItsLength() {
    TalkClient client = server.connect(ANNA);
    client.send("conversation_start", "{}").await1("conversation_start");
    client.send("voice_start", "{\"audio_config\":{\"format\":\"wav\",\"encoding\":\"base64\"}}");
    client.await1("voice_start");
    byte[] file = new byte[60];
    System.arraycopy(
        "RIFF\377\377\377\377WAVEfmt \020\0\0\0\001\0\001\0".getBytes(StandardCharsets.ISO_8859_1),
        0,
        file,
        0,
        24);
    file[24] = (byte) 0x80;
    file[25] = 0x3E;
    file[32] = 2;
    file[34] = 16;
    System.arraycopy("data\377\377\377\177".getBytes(StandardCharsets.ISO_8859_1), 0, file, 36, 8);
    client.send(
        "voice_chunk",
        new JsonObject().put("audio_data", Base64.getEncoder().encodeToString(file)).encode());

    assertThat(client.alive()).isTrue();
  }

  @Test
  void shouldLetOneUserHaveSoManyConnectionsFromWhereverTheyCome() {
    for (int i = 0; i < 3; i++) {
      assertThat(server.raw("127.0.0." + (20 + i)).upgrade(BEARER).status()).isEqualTo(101);
    }

    RawClient fourth = server.raw("127.0.0.23");

    assertThat(fourth.upgrade(BEARER).status()).isEqualTo(101);
    assertThat(fourth.closeCode()).isEqualTo(1013);
  }

  @Test
  void shouldLetOneAddressHaveSoManySockets() {
    List<RawClient> idle = IntStream.range(0, 30).mapToObj(i -> server.raw("127.0.0.30")).toList();

    assertThat(server.raw("127.0.0.30").ends()).isTrue();
    assertThat(server.raw("127.0.0.31").upgrade(BEARER).status()).isEqualTo(101);
    assertThat(idle).allSatisfy(one -> assertThat(one.ends()).isTrue());
  }

  @Test
  void shouldNotKeepAnswersForAClientThatNeverReads() {
    RawClient raw = server.raw("127.0.0.40");
    byte[] many =
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(Forge.token("watcher", "monitor"))
            .repeat(1_000)
            .getBytes(StandardCharsets.US_ASCII);
    boolean taken = true;
    for (int i = 0; taken && i < 1_000; i++) {
      taken = raw.tryWrite(many);
    }

    assertThat(taken).isFalse();
  }
}
