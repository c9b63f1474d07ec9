package coda.voice.engines.kyutai.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Turns an HTTP request into a WebSocket (RFC 6455, section 4.1). */
final class OpeningHandshake {
  /** The server answered {@code 101} and means it. */
  static final int SWITCHED = 101;

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final SecureRandom RANDOM = new SecureRandom();

  private OpeningHandshake() {}

  /**
   * Asks and waits for the answer.
   *
   * @return the HTTP status; the connection is a WebSocket only with {@link #SWITCHED}
   * @throws IOException when the connection ends or the answer is none
   */
  static int perform(Route route, Map<String, String> headers, InputStream in, OutputStream out)
      throws IOException {
    byte[] nonce = new byte[16];
    RANDOM.nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    StringBuilder request = new StringBuilder();
    request.append("GET ").append(route.target()).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(route.hostHeader()).append("\r\n");
    request.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: ").append(key).append("\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    String[] lines = head(in).split("\r\n");
    int status = status(lines[0]);
    if (status == SWITCHED && !accept(key).equals(fields(lines).get("sec-websocket-accept"))) {
      throw new IOException("its answer is not that of a WebSocket server");
    }
    return status;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("it ended before it had answered");
      }
      if (head.length() == MAX_HEAD_BYTES) {
        throw new IOException("its answer has no end");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static int status(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-9][0-9]{2}")) {
      throw new IOException("it does not speak HTTP");
    }
    return Integer.parseInt(parts[1]);
  }

  private static Map<String, String> fields(String[] lines) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        fields.put(
            lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private static String accept(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
