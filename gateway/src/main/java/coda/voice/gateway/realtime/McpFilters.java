package coda.voice.gateway.realtime;

import coda.voice.engine.OfferedTool;
import coda.voice.protocol.realtime.Tool.Approval;
import coda.voice.protocol.realtime.Tool.Filter;
import coda.voice.protocol.realtime.Tool.Mcp;
import java.util.Optional;

/** Which tools of a server a client wants, and which it must agree to. */
final class McpFilters {
  private McpFilters() {}

  /** Whether a tool may be called. */
  static boolean allows(Mcp server, OfferedTool tool) {
    return server.allowedTools().map(filter -> matches(filter, tool)).orElse(true);
  }

  /** Whether the client must agree to a call. */
  static boolean needsApproval(Mcp server, OfferedTool tool) {
    return switch (server.approval()) {
      case Approval.Always always -> true;
      case Approval.Never never -> false;
      case Approval.ByTool some -> named(some.always(), tool) || !named(some.never(), tool);
    };
  }

  private static boolean named(Optional<Filter> filter, OfferedTool tool) {
    return filter.filter(each -> matches(each, tool)).isPresent();
  }

  private static boolean matches(Filter filter, OfferedTool tool) {
    return filter.toolNames().map(names -> names.contains(tool.name())).orElse(true)
        && filter.readOnly().map(only -> !only || tool.readOnly()).orElse(true);
  }
}
