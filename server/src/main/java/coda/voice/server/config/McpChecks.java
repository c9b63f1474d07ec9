package coda.voice.server.config;

import coda.voice.engine.UrlPrefix;
import coda.voice.server.config.Layer.Value;
import java.util.List;
import java.util.Map;

/** Rules of MCP servers: each is the beginning of an address that can be read in one way only. */
final class McpChecks {
  private static final String SERVERS = "realtime.mcp.servers";

  private McpChecks() {}

  /**
   * What is wrong.
   *
   * @param values those that are allowed by themselves
   * @param written where they come from
   */
  static List<ConfigProblem> check(Map<String, Object> values, Map<String, Value> written) {
    if (!(values.get(SERVERS) instanceof List<?> servers)) {
      return List.of();
    }
    Value set = written.get(SERVERS);
    return servers.stream()
        .map(String::valueOf)
        .filter(server -> UrlPrefix.parse(server).isEmpty())
        .map(
            server ->
                new ConfigProblem(
                    SERVERS,
                    "has '"
                        + server
                        + "'; allowed is http:// or https://, a host, perhaps a port and a path,"
                        + " without user, query, fragment, dots and doubled slashes",
                    set == null ? ConfigLoader.DEFAULT : set.origin()))
        .toList();
  }
}
