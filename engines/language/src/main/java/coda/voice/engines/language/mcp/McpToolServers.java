package coda.voice.engines.language.mcp;

import coda.voice.engine.ToolServer;
import coda.voice.engine.ToolServerException;
import coda.voice.engine.ToolServers;
import coda.voice.engine.UrlPrefix;
import coda.voice.engines.language.http.Connections;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * MCP servers over Streamable HTTP, at addresses that are allowed and nowhere else: no redirect is
 * followed.
 */
public final class McpToolServers implements ToolServers, AutoCloseable {
  private final Supplier<List<UrlPrefix>> allowed;
  private final McpLimits limits;
  private final Executor blocking;
  private final HttpClient client;

  /**
   * Connections to servers.
   *
   * @param allowed where they may be; asked for every connection
   * @param limits of each
   * @param blocking runs what blocks: a virtual thread each
   */
  public McpToolServers(Supplier<List<UrlPrefix>> allowed, McpLimits limits, Executor blocking) {
    this.allowed = allowed;
    this.limits = limits;
    this.blocking = blocking;
    this.client = Connections.to("http:", blocking);
  }

  @Override
  public void check(Address address) {
    List<UrlPrefix> now = allowed.get();
    if (now.isEmpty()) {
      throw ToolServerException.refused(
          "MCP tools are not available on this server; whoever runs it allows servers with"
              + " realtime.mcp.servers");
    }
    if (now.stream().noneMatch(prefix -> prefix.covers(address.url()))) {
      throw ToolServerException.refused(
          "This MCP server is not allowed here; whoever runs the server allows some with"
              + " realtime.mcp.servers");
    }
    McpHttp.check(address);
  }

  @Override
  public CompletableFuture<ToolServer> open(Address address) {
    try {
      check(address);
    } catch (ToolServerException e) {
      return CompletableFuture.failedFuture(e);
    }
    return new McpConnection(new McpHttp(client, address, limits.responseBytes()), blocking, limits)
        .open();
  }

  /** Breaks off what runs. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
