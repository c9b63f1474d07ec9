package coda.voice.gateway.realtime;

import coda.voice.engine.OfferedTool;
import coda.voice.engine.Tool.ToolListener;
import coda.voice.engine.ToolServer;
import coda.voice.engine.ToolServerException;
import coda.voice.engine.ToolServers.Address;
import coda.voice.protocol.realtime.Tool.Mcp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An MCP server that a client declared. Used on the client's loop. */
final class McpServer {
  private final Key key;
  private @Nullable ToolServer connection;
  private boolean listing = true;
  private boolean closed;

  /**
   * Servers with the same one are the same.
   *
   * @param label the client's name for it
   * @param address where it is, and what it is told
   */
  record Key(String label, Address address) {
    static Key of(Mcp declared) {
      return new Key(
          declared.serverLabel(),
          new Address(
              declared.serverUrl().orElse(""), declared.authorization(), declared.headers()));
    }
  }

  McpServer(Key key) {
    this.key = key;
  }

  Key key() {
    return key;
  }

  String label() {
    return key.label();
  }

  /** Whether its tools are still being asked for. */
  boolean listing() {
    return listing;
  }

  /** Whether it can be used. */
  boolean usable() {
    return connection != null && !closed;
  }

  /** Whether it was closed. */
  boolean closed() {
    return closed;
  }

  /** Its tools are known. */
  void connected(ToolServer to) {
    listing = false;
    connection = to;
  }

  /** It cannot be used. */
  void failed() {
    listing = false;
  }

  List<OfferedTool> tools() {
    ToolServer now = connection;
    return now == null ? List.of() : now.tools();
  }

  void call(String tool, String arguments, ToolListener listener) {
    ToolServer now = connection;
    if (now == null) {
      listener.onFailure(ToolServerException.lost(null));
    } else {
      now.call(tool, arguments, listener);
    }
  }

  void close() {
    closed = true;
    ToolServer now = connection;
    if (now != null) {
      now.close();
    }
  }
}
