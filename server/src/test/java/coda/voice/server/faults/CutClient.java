package coda.voice.server.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client of bare bytes that is gone in the middle of them. */
final class CutClient {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CONTINUED = 0;
  private static final int PING = 9;
  private static final int LAST = 0x80;

  private static final byte[] HANDSHAKE =
      """
      GET /ws/voice HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """
          .getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] CONVERSATION = text("{\"type\":\"conversation_start\",\"data\":{}}");

  private static final byte[] VOICE =
      text(
          "{\"type\":\"voice_start\",\"data\":{\"audio_config\":{\"format\":\"pcm16\",\"encoding\":\"binary\"}}}");

  /** What it was saying. */
  enum What {
    /** That it wants a WebSocket. */
    HANDSHAKE(new byte[0], CutClient.HANDSHAKE),
    /** A text message. */
    TEXT_MESSAGE(
        join(CONVERSATION, VOICE),
        text("{\"type\":\"voice_chunk\",\"data\":{\"text_content\":\"hello\",\"is_final\":true}}")),
    /** Its microphone: a header and two milliseconds of sound. */
    BINARY_MESSAGE(join(CONVERSATION, VOICE), frame(LAST | BINARY, microphone())),
    /** A text message in three frames, with a ping between them. */
    FRAGMENTED_MESSAGE(
        join(CONVERSATION, VOICE),
        join(
            frame(TEXT, ascii("{\"type\":\"voice_chunk\",\"da")),
            frame(LAST | PING, ascii("there?")),
            frame(CONTINUED, ascii("ta\":{\"text_content\":\"hel")),
            frame(LAST | CONTINUED, ascii("lo\",\"is_final\":true}}"))));

    private final byte[] before;
    private final byte[] bytes;

    What(byte[] before, byte[] bytes) {
      this.before = before;
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private CutClient() {}

  /**
   * Comes, says so many bytes, and is gone: at even places without a word, at odd ones with an
   * orderly end of TCP.
   *
   * @param port of the server
   * @param what it was saying
   * @param at how many bytes of it
   */
  static void cut(int port, What what, int at) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoLinger(at % 2 == 0, 0);
      if (what != What.HANDSHAKE) {
        socket.getOutputStream().write(HANDSHAKE);
        readHead(socket.getInputStream());
        socket.getOutputStream().write(what.before);
      }
      socket.getOutputStream().write(what.bytes, 0, at);
      socket.getOutputStream().flush();
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("not let in");
      }
      matched = next == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : 0;
    }
  }

  private static byte[] microphone() {
    byte[] message = new byte[16 + 64];
    Arrays.fill(message, 16, message.length, (byte) 0x20);
    message[0] = 1;
    message[2] = 1;
    return message;
  }

  private static byte[] text(String text) {
    return frame(LAST | TEXT, ascii(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Masked, as a client's must be; the mask is 0, so the payload shows. */
  private static byte[] frame(int first, byte[] payload) {
    if (payload.length > 125) {
      throw new IllegalArgumentException("too long for a short frame");
    }
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) first;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return frame;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
