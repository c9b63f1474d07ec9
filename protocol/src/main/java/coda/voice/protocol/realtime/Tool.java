package coda.voice.protocol.realtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something the model may call. */
public sealed interface Tool {
  /**
   * A function of the client's, which runs it.
   *
   * @param name 1 to 128 characters
   * @param description what it does and when to call it
   * @param parameters JSON schema of an object; empty for none
   */
  record Function(String name, Optional<String> description, Optional<Json> parameters)
      implements Tool {}

  /**
   * The tools of an MCP server, which our server calls.
   *
   * @param serverLabel what the session calls it
   * @param serverUrl where it is; one of this, {@code connectorId} and {@code tunnelId} is present
   * @param connectorId a hosted connector
   * @param tunnelId a tunnel
   * @param serverDescription what it is good for
   * @param authorization a token, never echoed or logged
   * @param headers of its requests, never echoed or logged
   * @param allowedTools those that may be called; empty for all
   * @param approval what the client must agree to first
   */
  record Mcp(
      String serverLabel,
      Optional<String> serverUrl,
      Optional<String> connectorId,
      Optional<String> tunnelId,
      Optional<String> serverDescription,
      Optional<String> authorization,
      Map<String, String> headers,
      Optional<Filter> allowedTools,
      Approval approval)
      implements Tool {
    /** Keeps headers of its own. */
    public Mcp {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Mcp[" + serverLabel + "]";
    }
  }

  /**
   * Which of a server's tools.
   *
   * @param toolNames their names, none of them if the list is empty; empty for any
   * @param readOnly whether only those that change nothing; empty for any
   */
  record Filter(Optional<List<String>> toolNames, Optional<Boolean> readOnly) {
    /** Keeps a list of its own. */
    public Filter {
      toolNames = toolNames.map(List::copyOf);
    }
  }

  /** Which calls the client must agree to first. */
  sealed interface Approval {
    /** All. */
    record Always() implements Approval {}

    /** None. */
    record Never() implements Approval {}

    /**
     * Some; what is in neither needs it.
     *
     * @param always those that need it
     * @param never those that do not
     */
    record ByTool(Optional<Filter> always, Optional<Filter> never) implements Approval {}
  }
}
