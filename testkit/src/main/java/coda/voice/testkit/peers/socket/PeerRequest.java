package coda.voice.testkit.peers.socket;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An HTTP/1.1 request, usually one that wants to become a WebSocket. */
public final class PeerRequest {
  private static final String WEB_SOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MAX_HEAD_BYTES = 64 * 1024;

  private final Wire wire;
  private final String method;
  private final String path;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final byte[] body;

  private PeerRequest(
      Wire wire,
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    this.wire = wire;
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.body = body;
  }

  /** Reads the next request of a connection; empty when the client went away instead. */
  static Optional<PeerRequest> read(Wire wire) throws IOException {
    String head = head(wire.in());
    if (head.isEmpty()) {
      return Optional.empty();
    }
    String[] lines = head.split("\r\n");
    String[] first = lines[0].split(" ", 3);
    if (first.length < 3) {
      throw new IOException("not a request: " + lines[0]);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip());
      }
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = wire.in().readNBytes(length);
    int question = first[1].indexOf('?');
    return Optional.of(
        new PeerRequest(
            wire,
            first[0],
            question < 0 ? first[1] : first[1].substring(0, question),
            question < 0 ? Map.of() : query(first[1].substring(question + 1)),
            Collections.unmodifiableMap(headers),
            body));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int line = 0; // how much of an empty line has been seen
    while (line < 4) {
      int next = in.read();
      if (next < 0) {
        if (head.size() == 0) {
          return "";
        }
        throw new EOFException("the request ended in its head");
      }
      if (head.size() == MAX_HEAD_BYTES) {
        throw new IOException("the request's head is too long");
      }
      head.write(next);
      boolean expected = next == (line % 2 == 0 ? '\r' : '\n');
      line = expected ? line + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        values.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** For example {@code GET}. */
  public String method() {
    return method;
  }

  /** The path without the query. */
  public String path() {
    return path;
  }

  /** The query's parameters, decoded, in their order. */
  public Map<String, String> query() {
    return query;
  }

  /**
   * A header.
   *
   * @param name in any case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** All headers; looked up in any case. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body, as long as {@code Content-Length} said; empty without one. */
  public byte[] body() {
    return body.clone();
  }

  /** Whether the client wants a WebSocket. */
  public boolean wantsWebSocket() {
    return header("upgrade")
            .map(u -> u.toLowerCase(Locale.ROOT).contains("websocket"))
            .orElse(false)
        && header("sec-websocket-key").isPresent();
  }

  /** Makes it a WebSocket without a subprotocol. */
  public PeerSocket accept() throws IOException {
    return accept("");
  }

  /**
   * Makes it a WebSocket.
   *
   * @param subprotocol the one that is chosen, or empty
   */
  public PeerSocket accept(String subprotocol) throws IOException {
    String key =
        header("sec-websocket-key")
            .orElseThrow(() -> new IOException("no WebSocket was asked for"));
    wire.write(
        ascii(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + (subprotocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n")
                + "Sec-WebSocket-Accept: "
                + answerTo(key)
                + "\r\n\r\n"));
    return new PeerSocket(this, wire);
  }

  /**
   * Refuses, for example with 400, 401 or 503, and says that the connection ends.
   *
   * @param status HTTP status
   * @param text the body
   */
  public void refuse(int status, String text) throws IOException {
    answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Answers a plain request, and says that the connection ends.
   *
   * @param status HTTP status
   * @param contentType of the body
   * @param content the body
   */
  public void answer(int status, String contentType, byte[] content) throws IOException {
    wire.write(
        ascii(
            "HTTP/1.1 "
                + status
                + " Scripted\r\nContent-Type: "
                + contentType
                + "\r\nContent-Length: "
                + content.length
                + "\r\nConnection: close\r\n\r\n"));
    wire.write(content);
  }

  /** Says nothing and closes, as a server does that dies in the middle of a request. */
  public void drop() throws IOException {
    wire.drop();
  }

  /** Breaks the connection with a TCP reset. */
  public void reset() throws IOException {
    wire.reset();
  }

  private static String answerTo(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-1").digest(ascii(key + WEB_SOCKET_GUID)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
