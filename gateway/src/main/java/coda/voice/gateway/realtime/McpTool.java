package coda.voice.gateway.realtime;

import coda.voice.engine.OfferedTool;
import coda.voice.engine.Tool;

/**
 * A tool of an MCP server that the client declared. One that the client must agree to first is, to
 * the session, a tool of the client's: the answer ends with the wish.
 *
 * @param name unlike that of any other tool of the session
 * @param offered as the server describes it
 * @param server whose it is
 * @param byClient whether the client must agree to each call
 */
record McpTool(String name, OfferedTool offered, McpServer server, boolean byClient)
    implements Tool {
  @Override
  public String description() {
    return offered.description();
  }

  @Override
  public String parameters() {
    return offered.parameters();
  }

  @Override
  public boolean sideEffects() {
    return !offered.readOnly();
  }

  @Override
  public void run(ToolCall call, ToolListener listener) {
    server.call(offered.name(), call.arguments(), listener);
  }
}
