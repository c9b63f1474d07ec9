package coda.voice.engines.language.mcp;

import coda.voice.engine.ToolServerException;
import coda.voice.engine.ToolServers.Address;
import coda.voice.engines.language.http.LimitedStream;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Streamable HTTP transport of MCP: a message is posted, and what comes back is JSON or a
 * stream of events. Redirects are not followed. Blocks; any thread.
 *
 * @see <a
 *     href="https://modelcontextprotocol.io/specification/2025-06-18/basic/transports">Transports</a>
 */
final class McpHttp {
  static final ObjectMapper JSON = new ObjectMapper();

  /** Headers that are the transport's own, or that say where a request goes. */
  private static final Set<String> OURS =
      Set.of(
          "accept",
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "mcp-protocol-version",
          "mcp-session-id",
          "transfer-encoding",
          "upgrade");

  private static final int MOST_HEADERS = 32;
  private static final int LONGEST_SESSION_ID = 512;
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final HttpClient client;
  private final URI uri;
  private final Address address;
  private final long maxBytes;
  private volatile @Nullable String sessionId;
  private volatile @Nullable String version;

  McpHttp(HttpClient client, Address address, long maxBytes) {
    this.client = client;
    this.uri = URI.create(address.url());
    this.address = address;
    this.maxBytes = maxBytes;
  }

  /**
   * Whether the headers can be sent.
   *
   * @throws ToolServerException naming the one that cannot, without its value
   */
  static void check(Address address) {
    if (address.headers().size() > MOST_HEADERS) {
      throw ToolServerException.refused("at most " + MOST_HEADERS + " headers are sent");
    }
    HttpRequest.Builder trial = HttpRequest.newBuilder(URI.create("http://localhost"));
    address.authorization().ifPresent(token -> add(trial, "Authorization", "Bearer " + token));
    for (Map.Entry<String, String> header : address.headers().entrySet()) {
      if (OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        throw ToolServerException.refused("the header '" + header.getKey() + "' is ours to send");
      }
      add(trial, header.getKey(), header.getValue());
    }
  }

  private static void add(HttpRequest.Builder request, String name, String value) {
    try {
      request.header(name, value);
    } catch (IllegalArgumentException e) {
      // Without the cause: it shows the value.
      throw ToolServerException.refused("the header '" + name + "' cannot be sent");
    }
  }

  /** From now on requests tell this version. */
  void speaks(String protocolVersion) {
    version = protocolVersion;
  }

  /** The next request begins a session of its own. */
  void forgetSession() {
    sessionId = null;
    version = null;
  }

  boolean inSession() {
    return sessionId != null;
  }

  /**
   * Posts a message that has no answer.
   *
   * @param message to send
   * @param abort may end the waiting
   */
  void tell(JsonNode message, Abort abort) throws IOException {
    HttpResponse<InputStream> response = send(message, abort);
    response.body().close();
  }

  /**
   * Posts a request.
   *
   * @param request with an id
   * @param abort may end the waiting
   * @param others takes what the server says besides
   * @return the response to it, with {@code result} or {@code error}
   */
  JsonNode ask(ObjectNode request, Abort abort, Consumer<JsonNode> others) throws IOException {
    long id = request.path("id").longValue();
    HttpResponse<InputStream> response = send(request, abort);
    try (InputStream body = new LimitedStream(response.body(), maxBytes)) {
      response
          .headers()
          .firstValue("Mcp-Session-Id")
          .filter(given -> given.length() <= LONGEST_SESSION_ID)
          .ifPresent(given -> sessionId = given);
      String type = response.headers().firstValue("Content-Type").orElse("");
      Optional<JsonNode> answer =
          type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")
              ? fromEvents(body, id, others)
              : Optional.of(read(body.readAllBytes())).filter(each -> answers(each, id));
      return answer.orElseThrow(() -> garbage("it did not answer the request"));
    }
  }

  private HttpResponse<InputStream> send(JsonNode message, Abort abort) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(message)));
    CompletableFuture<HttpResponse<InputStream>> sent =
        client.sendAsync(identified(request).build(), BodyHandlers.ofInputStream());
    abort.with(() -> sent.cancel(true));
    HttpResponse<InputStream> response;
    try {
      response = sent.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
    abort.with(() -> closeQuietly(response.body()));
    int status = response.statusCode();
    if (status / 100 != 2) {
      response.body().close();
      throw ToolServerException.status(status, told(status));
    }
    return response;
  }

  private static String told(int status) {
    return status / 100 == 3
        ? "The tool server redirects (HTTP " + status + "), which is not followed"
        : "The tool server answered with HTTP " + status;
  }

  private HttpRequest.Builder identified(HttpRequest.Builder request) {
    address.headers().forEach((name, value) -> add(request, name, value));
    address
        .authorization()
        .ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
    String session = sessionId;
    if (session != null) {
      request.header("Mcp-Session-Id", session);
    }
    String spoken = version;
    if (spoken != null) {
      request.header("MCP-Protocol-Version", spoken);
    }
    return request;
  }

  private static Optional<JsonNode> fromEvents(InputStream body, long id, Consumer<JsonNode> others)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).strip());
      } else if (line.isEmpty() && !data.isEmpty()) {
        JsonNode message = read(data.toString().getBytes(StandardCharsets.UTF_8));
        data.setLength(0);
        if (answers(message, id)) {
          return Optional.of(message);
        }
        others.accept(message);
      }
    }
    return Optional.empty();
  }

  private static boolean answers(JsonNode message, long id) {
    return message.path("id").isIntegralNumber()
        && message.path("id").longValue() == id
        && !message.has("method");
  }

  private static JsonNode read(byte[] utf8) {
    try {
      JsonNode node = JSON.readTree(utf8);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Not told on: it shows what the server said.
      throw garbage("what it says is not JSON");
    } catch (IOException e) {
      throw ToolServerException.lost(e);
    }
    throw garbage("what it says is no message of JSON-RPC");
  }

  private static ToolServerException garbage(String what) {
    return ToolServerException.protocol(-32_700, "The tool server does not speak MCP: " + what);
  }

  /** Ends the session, if there is one; that the server does not care is no news. */
  void goodbye() {
    if (inSession()) {
      var unused =
          client
              .sendAsync(
                  identified(HttpRequest.newBuilder(uri).timeout(GOODBYE).DELETE()).build(),
                  BodyHandlers.discarding())
              .exceptionally(gone -> null);
    }
  }

  /** Closing wakes the reader; that it was closed before is no news. */
  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException alreadyClosed) {
      // nothing is read from it any more
    }
  }
}
