package coda.voice.engines.language.mcp;

import coda.voice.engine.EngineException;
import coda.voice.engine.OfferedTool;
import coda.voice.engine.Tool.ToolListener;
import coda.voice.engine.ToolServer;
import coda.voice.engine.ToolServerException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One MCP server, as its client: {@code initialize}, {@code tools/list}, {@code tools/call}. What
 * the server wants of us is answered when it is a {@code ping}, and refused otherwise.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-06-18">The specification</a>
 */
final class McpConnection implements ToolServer {
  private static final String VERSION = "2025-06-18";

  /** Versions that differ in nothing that is used here. */
  private static final Set<String> VERSIONS =
      Set.of("2024-11-05", "2025-03-26", VERSION, "2025-11-25");

  private static final int MOST_PAGES = 64;
  private static final int MOST_REQUESTS_OF_THEIRS = 64;
  private static final int METHOD_NOT_FOUND = -32_601;
  private static final int NOT_FOUND = 404;

  private final McpHttp http;
  private final Executor executor;
  private final McpLimits limits;
  private final AtomicLong ids = new AtomicLong();
  private final Set<Abort> running = ConcurrentHashMap.newKeySet();
  private volatile List<OfferedTool> tools = List.of();
  private volatile boolean closed;

  /** Work that blocks. */
  private interface Work<T> {
    T run(Abort abort) throws IOException;
  }

  McpConnection(McpHttp http, Executor executor, McpLimits limits) {
    this.http = http;
    this.executor = executor;
    this.limits = limits;
  }

  /** Connects and lists; itself, when that is done. */
  CompletableFuture<ToolServer> open() {
    return inTime(
            limits.openMs(),
            abort -> {
              initialize(abort);
              tools = list(abort);
              return (ToolServer) this;
            })
        .whenComplete(
            (opened, failure) -> {
              if (failure != null) {
                close();
              }
            });
  }

  @Override
  public List<OfferedTool> tools() {
    return tools;
  }

  @Override
  public void call(String tool, String arguments, ToolListener listener) {
    var unused =
        this.<String>inTime(limits.callMs(), abort -> called(tool, arguments, abort))
            .whenComplete(
                (result, failure) -> {
                  if (failure == null) {
                    listener.onResult(result);
                  } else {
                    listener.onFailure(known(failure));
                  }
                });
  }

  private String called(String tool, String arguments, Abort abort) throws IOException {
    ObjectNode params = McpHttp.JSON.createObjectNode().put("name", tool);
    params.set("arguments", object(arguments));
    boolean session = http.inSession();
    try {
      return ToolResult.text(ask("tools/call", params, abort), limits.resultChars());
    } catch (ToolServerException e) {
      if (!session || e.kind() != ToolServerException.Kind.HTTP || e.number() != NOT_FOUND) {
        throw e;
      }
      // The server has forgotten the session, and so has not called anything.
      initialize(abort);
      return ToolResult.text(ask("tools/call", params, abort), limits.resultChars());
    }
  }

  private static JsonNode object(String arguments) {
    try {
      JsonNode node = McpHttp.JSON.readTree(arguments.isBlank() ? "{}" : arguments);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // said below: the same for all that is no object
    }
    throw ToolServerException.protocol(-32_602, "The arguments are not a JSON object");
  }

  private void initialize(Abort abort) throws IOException {
    http.forgetSession();
    ObjectNode params = McpHttp.JSON.createObjectNode().put("protocolVersion", VERSION);
    params.putObject("capabilities");
    params.putObject("clientInfo").put("name", "coda-voice").put("version", "1");
    JsonNode result = ask("initialize", params, abort);
    String version = result.path("protocolVersion").asText("");
    if (!VERSIONS.contains(version)) {
      throw ToolListing.broken("it speaks a version of MCP that we do not");
    }
    http.speaks(version);
    http.tell(message("notifications/initialized"), abort);
  }

  private List<OfferedTool> list(Abort abort) throws IOException {
    ToolListing listing = new ToolListing(limits.tools());
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      ObjectNode params = McpHttp.JSON.createObjectNode();
      if (!cursor.isEmpty()) {
        params.put("cursor", cursor);
      }
      JsonNode result = ask("tools/list", params, abort);
      listing.add(result);
      cursor = result.path("nextCursor").asText("");
      if (cursor.isEmpty()) {
        return listing.tools();
      }
    }
    throw ToolListing.broken("its list of tools has no end");
  }

  private JsonNode ask(String method, ObjectNode params, Abort abort) throws IOException {
    ObjectNode request = message(method).put("id", ids.incrementAndGet());
    request.set("params", params);
    int[] theirs = {0};
    JsonNode answer =
        http.ask(
            request,
            abort,
            other -> {
              theirs[0]++;
              if (theirs[0] > MOST_REQUESTS_OF_THEIRS) {
                throw ToolListing.broken("it talks without end");
              }
              answer(other, abort);
            });
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      throw ToolServerException.protocol(
          error.path("code").asInt(),
          ToolResult.shortened(error.path("message").asText("The tool server refused")));
    }
    return answer.path("result");
  }

  private void answer(JsonNode theirs, Abort abort) {
    if (!theirs.has("id") || !theirs.has("method")) {
      return;
    }
    ObjectNode reply = McpHttp.JSON.createObjectNode().put("jsonrpc", "2.0");
    reply.set("id", theirs.get("id"));
    if (theirs.path("method").asText().equals("ping")) {
      reply.putObject("result");
    } else {
      reply.putObject("error").put("code", METHOD_NOT_FOUND).put("message", "Not offered");
    }
    try {
      http.tell(reply, abort);
    } catch (IOException e) {
      throw ToolServerException.lost(e);
    }
  }

  private static ObjectNode message(String method) {
    return McpHttp.JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
  }

  private <T> CompletableFuture<T> inTime(long ms, Work<T> work) {
    Abort abort = new Abort();
    running.add(abort);
    CompletableFuture<T> done = new CompletableFuture<>();
    abort.with(() -> done.completeExceptionally(ToolServerException.lost(null)));
    if (closed) {
      abort.now();
    } else {
      executor.execute(
          () -> {
            try {
              done.complete(work.run(abort));
            } catch (IOException | RuntimeException e) {
              done.completeExceptionally(e);
            }
          });
    }
    return done.orTimeout(ms, TimeUnit.MILLISECONDS)
        .whenComplete(
            (result, failure) -> {
              running.remove(abort);
              if (failure != null) {
                abort.now();
              }
            })
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(known(failure, ms)));
  }

  private EngineException known(Throwable failure) {
    return known(failure, limits.callMs());
  }

  private static EngineException known(Throwable failure, long ms) {
    return switch (failure) {
      case CompletionException e when e.getCause() != null -> known(e.getCause(), ms);
      case EngineException e -> e;
      case TimeoutException e -> ToolServerException.timeout(ms);
      case IOException e -> ToolServerException.lost(e);
      default -> EngineException.failed("mcp", failure);
    };
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      List.copyOf(running).forEach(Abort::now);
      http.goodbye();
    }
  }
}
