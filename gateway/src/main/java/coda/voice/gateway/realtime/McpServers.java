package coda.voice.gateway.realtime;

import coda.voice.conversation.SessionLoop;
import coda.voice.engine.OfferedTool;
import coda.voice.engine.ToolServer;
import coda.voice.engine.ToolServerException;
import coda.voice.engine.ToolServers;
import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.Json;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.ServerEvent;
import coda.voice.protocol.realtime.Tool;
import coda.voice.protocol.realtime.Tool.Mcp;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the MCP servers that a client declares, and the items that list their tools.
 * Used on the client's loop.
 */
final class McpServers {
  private static final Logger LOG = LoggerFactory.getLogger(McpServers.class);

  /** More than this a session has not, those of its responses included. */
  static final int MOST = 8;

  private final ToolServers allowed;
  private final Items items;
  private final RealtimeOut out;
  private final SessionLoop loop;
  private final Runnable listed;
  private final Map<McpServer.Key, McpServer> servers = new LinkedHashMap<>();
  private boolean over;

  /** A list that is being asked for. */
  private record Listing(
      McpServer server, Mcp declared, Items.Entry entry, Optional<String> previous) {}

  /**
   * Of a session.
   *
   * @param allowed connects, where that is allowed
   * @param items of the conversation
   * @param out what is sent
   * @param loop of the client
   * @param listed told when a list has come, or has failed to
   */
  McpServers(ToolServers allowed, Items items, RealtimeOut out, SessionLoop loop, Runnable listed) {
    this.allowed = allowed;
    this.items = items;
    this.out = out;
    this.loop = loop;
    this.listed = listed;
  }

  static Unfit unfit(String param, String message) {
    return new Unfit(
        RealtimeError.invalid("invalid_value", message, Optional.of("session." + param)));
  }

  /**
   * Whether servers may be connected to.
   *
   * @throws Unfit naming what is wrong
   */
  void check(List<Tool> tools) {
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < tools.size(); i++) {
      if (tools.get(i) instanceof Mcp declared) {
        String at = "tools[" + i + "]";
        if (declared.serverUrl().isEmpty()
            || declared.connectorId().isPresent()
            || declared.tunnelId().isPresent()) {
          throw unfit(at, "MCP servers are reached by server_url here; there are no connectors");
        }
        if (!labels.add(declared.serverLabel())) {
          throw unfit(at + ".server_label", "Two MCP servers have the same label");
        }
        if (labels.size() > MOST) {
          throw unfit("tools", "A session has at most " + MOST + " MCP servers");
        }
        try {
          allowed.check(McpServer.Key.of(declared).address());
        } catch (ToolServerException e) {
          throw unfit(at + ".server_url", e.safeMessage());
        }
      }
    }
  }

  /** Lets go of all others, and of those that failed: they are tried again when wanted. */
  void keepOnly(List<Mcp> wanted) {
    Set<McpServer.Key> kept = wanted.stream().map(McpServer.Key::of).collect(Collectors.toSet());
    servers
        .values()
        .removeIf(
            server -> {
              boolean goes =
                  !kept.contains(server.key()) || (!server.listing() && !server.usable());
              if (goes) {
                server.close();
              }
              return goes;
            });
  }

  /**
   * Asks those that are new for their tools.
   *
   * @throws Unfit when there are too many
   */
  void connect(List<Mcp> wanted) {
    List<Mcp> fresh =
        wanted.stream().filter(each -> !servers.containsKey(McpServer.Key.of(each))).toList();
    if (servers.size() + fresh.size() > MOST) {
      throw unfit("tools", "A session has at most " + MOST + " MCP servers");
    }
    fresh.forEach(this::connect);
  }

  private void connect(Mcp declared) {
    McpServer server = new McpServer(McpServer.Key.of(declared));
    servers.put(server.key(), server);
    Item item = new Item.McpListTools(Optional.of(Ids.item()), server.label(), List.of());
    Optional<String> previous = items.last();
    Listing listing = new Listing(server, declared, items.add(item, Optional.empty()), previous);
    out.send(new ServerEvent.ItemAdded(item, previous));
    out.send(new ServerEvent.McpListToolsInProgress(listing.entry().id()));
    var unused =
        allowed
            .open(server.key().address())
            .handle(
                (connection, failure) -> {
                  Runnable then =
                      failure == null ? came(listing, connection) : () -> failed(listing, failure);
                  loop.execute(then);
                  return null;
                });
  }

  /** Makes the list where it came: that may take milliseconds. */
  private Runnable came(Listing listing, ToolServer connection) {
    List<Item.McpTool> tools =
        connection.tools().stream()
            .filter(tool -> McpFilters.allows(listing.declared(), tool))
            .map(McpServers::item)
            .toList();
    return () -> {
      if (over || listing.server().closed()) {
        connection.close();
        notListed(listing);
        return;
      }
      listing.server().connected(connection);
      out.send(new ServerEvent.McpListToolsCompleted(listing.entry().id()));
      done(listing, tools);
    };
  }

  private static Item.McpTool item(OfferedTool tool) {
    return new Item.McpTool(
        tool.name(),
        tool.description().isEmpty() ? Optional.empty() : Optional.of(tool.description()),
        new Json(tool.parameters()),
        tool.annotations().isEmpty()
            ? Optional.empty()
            : Optional.of(new Json(tool.annotations())));
  }

  private void notListed(Listing listing) {
    listing.server().failed();
    out.send(new ServerEvent.McpListToolsFailed(listing.entry().id()));
    done(listing, List.of());
  }

  private void failed(Listing listing, Throwable failure) {
    Throwable why = failure.getCause() == null ? failure : failure.getCause();
    ToolServerException known =
        failure instanceof ToolServerException direct
            ? direct
            : why instanceof ToolServerException cause ? cause : null;
    if (known == null) {
      LOG.error("The tools of an MCP server could not be listed", failure);
    } else {
      LOG.info("The tools of an MCP server could not be listed: {}", known.code());
    }
    notListed(listing);
    out.error(
        known == null
            ? RealtimeError.server("internal_error", "The tools of an MCP server are not known")
            : RealtimeError.server(
                known.code(),
                "MCP server '" + listing.server().label() + "': " + known.safeMessage()));
  }

  private void done(Listing listing, List<Item.McpTool> tools) {
    Item whole =
        new Item.McpListTools(Optional.of(listing.entry().id()), listing.server().label(), tools);
    listing.entry().become(whole);
    out.send(new ServerEvent.ItemDone(whole, listing.previous()));
    if (!over) {
      listed.run();
    }
  }

  /** Whether the tools of any are still being asked for. */
  boolean listing(List<Mcp> wanted) {
    return wanted.stream()
        .map(each -> servers.get(McpServer.Key.of(each)))
        .anyMatch(server -> server != null && server.listing());
  }

  /** A server whose tools are known. */
  Optional<McpServer> usable(Mcp declared) {
    return Optional.ofNullable(servers.get(McpServer.Key.of(declared))).filter(McpServer::usable);
  }

  void close() {
    over = true;
    servers.values().forEach(McpServer::close);
    servers.clear();
  }
}
