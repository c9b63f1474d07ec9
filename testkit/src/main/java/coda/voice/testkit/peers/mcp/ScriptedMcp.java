package coda.voice.testkit.peers.mcp;

import coda.voice.testkit.peers.http.Exchange;
import coda.voice.testkit.peers.http.PeerServer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * An MCP server over Streamable HTTP that does what the test says: sessions, pages of tools,
 * answers as JSON or as events with a ping before them, and everything that can go wrong. It
 * insists on the order of the protocol and on its headers.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-06-18">The specification</a>
 */
public final class ScriptedMcp implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "application/json";
  private static final String SESSION = "session-1";
  private static final long FOREVER_MS = 600_000;

  /** What goes wrong. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** It answers only after the client has gone. */
    SLOW,
    /** It resets the connection. */
    DEAD,
    /** What it says is no JSON. */
    GARBAGE,
    /** Its result is larger than anybody wants. */
    HUGE,
    /** It sends the client elsewhere. */
    REDIRECT,
    /** It says 500. */
    ERROR,
    /** JSON-RPC's way of saying no. */
    REFUSAL,
    /** It forgets the session, once. */
    FORGETS
  }

  /** What a tool does with its arguments. */
  public interface Work {
    /**
     * Does it.
     *
     * @param arguments of the call
     * @return what it says; empty for a failure of the tool
     */
    Optional<String> run(JsonNode arguments);
  }

  private record Tool(
      String name, String description, String schema, boolean readOnly, Work work) {}

  private final List<Tool> tools = new CopyOnWriteArrayList<>();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final PeerServer server = new PeerServer(this::handle);
  private volatile boolean events;
  private volatile int pageSize = 100;
  private volatile boolean initialized;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** Where it is. */
  public String url() {
    return server.url() + "/mcp";
  }

  /**
   * Another tool.
   *
   * @param name of it
   * @param description for models
   * @param readOnly whether it changes nothing
   * @param work what it does
   */
  public ScriptedMcp tool(String name, String description, boolean readOnly, Work work) {
    String schema = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";
    tools.add(new Tool(name, description, schema, readOnly, work));
    return this;
  }

  /** From now on it answers with events, after a ping of its own. */
  public ScriptedMcp withEvents() {
    events = true;
    return this;
  }

  /**
   * How many tools are on a page.
   *
   * @param size at least 1
   */
  public ScriptedMcp pages(int size) {
    pageSize = size;
    return this;
  }

  /**
   * From now on this goes wrong.
   *
   * @param method of JSON-RPC
   * @param fault what
   */
  public ScriptedMcp fault(String method, Fault fault) {
    faults.put(method, fault);
    return this;
  }

  /** Calls wait until the returned latch is counted down. */
  public CountDownLatch holdCalls() {
    gate = new CountDownLatch(1);
    return gate;
  }

  /** The methods that were asked for, in order; {@code DELETE} for the end of a session. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  /** The headers of each request, names in lower case. */
  public List<Map<String, String>> headers() {
    return List.copyOf(headers);
  }

  /** The calls of tools: name and arguments. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  private void handle(Exchange exchange) throws IOException {
    PeerServer.Request request = exchange.request();
    headers.add(request.headers());
    if (request.method().equals("DELETE")) {
      seen.add("DELETE");
      exchange.respond(200, TYPE, "");
      return;
    }
    JsonNode message = JSON.readTree(request.body());
    String method = message.path("method").asText(message.has("result") ? "pong" : "?");
    seen.add(method);
    Fault fault = faults.getOrDefault(method, Fault.NONE);
    if (!breaks(exchange, method, fault)) {
      answer(exchange, message, method, fault);
    }
  }

  private boolean breaks(Exchange exchange, String method, Fault fault) throws IOException {
    switch (fault) {
      case NONE, HUGE, REFUSAL -> {
        return false;
      }
      case SLOW -> {
        var unused = exchange.pause(FOREVER_MS);
      }
      case DEAD -> exchange.reset();
      case GARBAGE -> exchange.respond(200, TYPE, "<html>what?</html>");
      case REDIRECT -> exchange.respond(307, "text/plain\r\nLocation: " + url() + "2", "");
      case ERROR -> exchange.respond(500, "text/plain", "secret stack trace");
      case FORGETS -> {
        faults.remove(method);
        initialized = false;
        exchange.respond(404, "text/plain", "");
      }
    }
    return true;
  }

  private void answer(Exchange exchange, JsonNode message, String method, Fault fault)
      throws IOException {
    Map<String, String> given = exchange.request().headers();
    boolean first = method.equals("initialize");
    if (!given.getOrDefault("accept", "").contains("text/event-stream")
        || (!first && !SESSION.equals(given.get("mcp-session-id")))
        || (!first && !"2025-06-18".equals(given.get("mcp-protocol-version")))) {
      exchange.respond(400, "text/plain", "against the transport");
      return;
    }
    switch (method) {
      case "initialize" -> {
        ObjectNode result = JSON.createObjectNode().put("protocolVersion", "2025-06-18");
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", "scripted").put("version", "1");
        respond(exchange, message, fault, result, TYPE + "\r\nMcp-Session-Id: " + SESSION);
      }
      case "notifications/initialized" -> {
        initialized = true;
        exchange.respond(202, TYPE, "");
      }
      case "tools/list" -> respond(exchange, message, fault, list(message), TYPE);
      case "tools/call" -> respond(exchange, message, fault, call(message, fault), TYPE);
      default -> exchange.respond(202, TYPE, "");
    }
  }

  private ObjectNode list(JsonNode message) {
    int from = message.path("params").path("cursor").asInt(0);
    ObjectNode result = JSON.createObjectNode();
    ArrayNode page = result.putArray("tools");
    for (Tool tool : tools.subList(from, Math.min(tools.size(), from + pageSize))) {
      ObjectNode each =
          page.addObject().put("name", tool.name()).put("description", tool.description());
      each.set("inputSchema", parsed(tool.schema()));
      each.putObject("annotations").put("readOnlyHint", tool.readOnly());
    }
    if (from + pageSize < tools.size()) {
      result.put("nextCursor", String.valueOf(from + pageSize));
    }
    return result;
  }

  private ObjectNode call(JsonNode message, Fault fault) {
    JsonNode params = message.path("params");
    String name = params.path("name").asText();
    calls.add(name + params.path("arguments"));
    await();
    Tool wanted = tools.stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
    Optional<String> said =
        fault == Fault.HUGE
            ? Optional.of("x".repeat(10 << 20))
            : wanted.work().run(params.path("arguments"));
    ObjectNode result = JSON.createObjectNode();
    result.putArray("content").addObject().put("type", "text").put("text", said.orElse("no luck"));
    return result.put("isError", said.isEmpty());
  }

  private void await() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void respond(
      Exchange exchange, JsonNode message, Fault fault, ObjectNode result, String type)
      throws IOException {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", message.path("id"));
    boolean early = message.path("method").asText().startsWith("tools/") && !initialized;
    if (fault == Fault.REFUSAL || early) {
      answer.putObject("error").put("code", -32_602).put("message", early ? "too early" : "no");
    } else {
      answer.set("result", result);
    }
    if (!events) {
      exchange.respond(200, type, answer.toString());
      return;
    }
    exchange.begin(type.replace(TYPE, "text/event-stream"));
    if (initialized) {
      event(exchange, "{\"jsonrpc\":\"2.0\",\"id\":\"theirs\",\"method\":\"ping\"}");
    }
    event(exchange, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}");
    event(exchange, answer.toString());
    exchange.end();
  }

  private static void event(Exchange exchange, String data) throws IOException {
    exchange.chunk(
        ("event: message\r\ndata: " + data + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    gate.countDown();
    server.close();
  }
}
