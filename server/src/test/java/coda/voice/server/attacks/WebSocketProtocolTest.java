package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that RFC 6455 forbids: each ends its connection, and nobody else's. */
class WebSocketProtocolTest {
  private static final int MASK = 0x80;

  @TempDir private static Path folder;
  private static AttackedServer server;

  @BeforeAll
  static void start() throws Exception {
    server = AttackedServer.guarded(folder);
  }

  @AfterEach
  void shouldHoldNothing() throws Exception {
    server.leave();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Arguments sent(String name, byte[]... frames) {
    int length = Stream.of(frames).mapToInt(frame -> frame.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] frame : frames) {
      System.arraycopy(frame, 0, all, at, frame.length);
      at += frame.length;
    }
    return Arguments.of(name, all);
  }

  private static byte[] frame(int first, int... payload) {
    byte[] bytes = new byte[payload.length];
    for (int i = 0; i < payload.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    return RawClient.framed(first, MASK, bytes);
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        sent("not masked", RawClient.framed(0x81, 0, new byte[] {'{', '}'})),
        sent("RSV1", frame(0xC1, '{', '}')),
        sent("RSV2", frame(0xA1, '{', '}')),
        sent("RSV3", frame(0x91, '{', '}')),
        sent("opcode 3", frame(0x83)),
        sent("opcode 7", frame(0x87)),
        sent("opcode 11", frame(0x8B)),
        sent("opcode 15", frame(0x8F)),
        sent("a ping in fragments", frame(0x09)),
        sent("a long ping", RawClient.framed(0x89, MASK, new byte[126])),
        sent("a continuation of nothing", frame(0x80, 'x')),
        sent("a message within a message", frame(0x01, '{'), frame(0x81, '}')),
        sent("text that is not UTF-8", frame(0x81, 0xC3, 0x28)),
        sent("text that is too long a form", frame(0x81, 0xC0, 0x80)),
        sent("text that is half a surrogate", frame(0x81, 0xED, 0xA0, 0x80)),
        sent("a close of one byte", frame(0x88, 3)),
        sent("a close with a code that is never sent", frame(0x88, 3, 0xED)),
        sent("a close with code 0", frame(0x88, 0, 0)),
        sent("a close whose reason is not UTF-8", frame(0x88, 3, 0xE8, 0xFF)),
        sent(
            "a negative length",
            new byte[] {(byte) 0x82, (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void shouldEndTheConnection(String name, byte[] frames) {
    TalkClient bystander = server.connect(Forge.token("bert", "talk"));
    RawClient raw = server.raw();
    raw.upgrade("Authorization: Bearer " + Forge.token("anna", "talk"));

    raw.write(frames);

    assertThat(raw.closeCode()).as(name).isIn(-1, 1002, 1003, 1007, 1009);
    assertThat(bystander.alive()).isTrue();
  }
}
