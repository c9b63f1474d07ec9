package coda.voice.server.config;

import coda.voice.engine.UrlPrefix;
import java.util.List;
import java.util.Optional;

/**
 * MCP tools that clients declare.
 *
 * @param servers where the servers may be
 */
public record McpConfig(
    @Setting(
            value = "",
            about =
                "MCP servers that clients may have us call: scheme://host[:port][/path], with commas"
                    + " between them; what is below the path is allowed too. Empty: none.",
            applies = Applies.NOW)
        List<String> servers) {

  /** Copies the list. */
  public McpConfig {
    servers = List.copyOf(servers);
  }

  /** The servers that are allowed. */
  public List<UrlPrefix> allowed() {
    return servers.stream().map(UrlPrefix::parse).flatMap(Optional::stream).toList();
  }
}
