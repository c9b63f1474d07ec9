package coda.voice.gateway.realtime;

import coda.voice.conversation.HistoryEdit;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.SessionNotice;
import coda.voice.engine.AnswerOptions;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.Tool;
import coda.voice.engine.ToolServers;
import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.Json;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.SessionConfig;
import coda.voice.protocol.realtime.Tool.Function;
import coda.voice.protocol.realtime.Tool.Mcp;
import coda.voice.protocol.realtime.ToolChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The MCP servers that a client declares, and their tools: which may be called, by what name, when,
 * and what became of it. Used on the client's loop.
 */
final class McpTools {
  private static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

  /** Responses that wait for tools at once. */
  private static final int MOST_WAITING = 16;

  private final SessionEngines engines;
  private final McpServers servers;
  private final McpApprovals approvals;
  private final McpNames names = new McpNames();
  private final McpCalls calls = new McpCalls();
  private final Map<String, McpTool> known = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(SessionConfig config, Runnable then) {}

  /**
   * Of a session.
   *
   * @param parts that serve the client
   * @param items of the conversation
   * @param history changes what the session remembers
   * @param engines that it answers with
   * @param changed told when the tools of the session have become others
   */
  McpTools(
      RealtimeParts parts,
      Items items,
      Consumer<HistoryEdit> history,
      SessionEngines engines,
      Runnable changed) {
    ToolServers allowed = parts.shared().service().toolServers();
    this.engines = engines;
    this.approvals = new McpApprovals(parts.loop(), history, this::lookWhoWaits);
    this.servers =
        new McpServers(
            allowed,
            items,
            parts.out(),
            parts.loop(),
            () -> {
              changed.run();
              lookWhoWaits();
            });
  }

  /**
   * The session's configuration has become this one: servers that are not in it are let go, those
   * that are new are asked for their tools.
   */
  void declared(SessionConfig config) {
    servers.keepOnly(declarations(config));
    Set<String> labels =
        declarations(config).stream().map(Mcp::serverLabel).collect(Collectors.toSet());
    names.keepOnly(labels);
    known.values().removeIf(tool -> !labels.contains(tool.server().label()));
    servers.connect(declarations(config));
  }

  /** A response is to have these tools. */
  void wantedFor(SessionConfig config) {
    servers.connect(declarations(config));
  }

  private static List<Mcp> declarations(SessionConfig config) {
    return config.tools().stream().filter(Mcp.class::isInstance).map(Mcp.class::cast).toList();
  }

  /**
   * What the model may call now: the client's functions, and the tools of those servers whose tools
   * are known.
   *
   * @throws Unfit naming what cannot be had
   */
  List<Tool> tools(SessionConfig config) {
    List<Mcp> declared = declarations(config);
    if (!declared.isEmpty() && !engines.languageModel().callsTools()) {
      throw McpServers.unfit(
          "tools", "MCP tools need a language model that calls tools; the server's does not");
    }
    servers.check(config.tools());
    Set<String> others = functions(config);
    engines.tools().forEach(tool -> others.add(tool.name()));
    List<Tool> tools = new ArrayList<>();
    for (coda.voice.protocol.realtime.Tool each : config.tools()) {
      switch (each) {
        case Function function ->
            tools.add(
                new ClientTool(
                    function.name(),
                    function.description().orElse(""),
                    function.parameters().map(Json::text).orElse(NO_PARAMETERS)));
        case Mcp mcp -> addTools(mcp, others, tools);
      }
    }
    if (config.toolChoice() instanceof ToolChoice.Mcp wanted) {
      tools.removeIf(tool -> tool instanceof McpTool mcp && !chosen(wanted, mcp));
    }
    return tools;
  }

  private void addTools(Mcp declared, Set<String> others, List<Tool> tools) {
    servers
        .usable(declared)
        .ifPresent(
            server ->
                server.tools().stream()
                    .filter(offered -> McpFilters.allows(declared, offered))
                    .map(
                        offered ->
                            new McpTool(
                                names.of(server.label(), offered.name(), others),
                                offered,
                                server,
                                McpFilters.needsApproval(declared, offered)))
                    .forEach(
                        tool -> {
                          known.put(tool.name(), tool);
                          tools.add(tool);
                        }));
  }

  private static Set<String> functions(SessionConfig config) {
    return config.tools().stream()
        .filter(Function.class::isInstance)
        .map(tool -> ((Function) tool).name())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean chosen(ToolChoice.Mcp wanted, McpTool tool) {
    return tool.server().label().equals(wanted.serverLabel())
        && wanted.name().map(name -> name.equals(tool.offered().name())).orElse(true);
  }

  /**
   * What a choice of a server, or of one of its tools, is to the session: as the model likes while
   * the server's tools are not known.
   *
   * @param wanted the choice
   * @param config that it is part of
   * @param tools of {@link #tools}
   * @throws Unfit when there is no such server or tool
   */
  AnswerOptions.ToolChoice choice(ToolChoice.Mcp wanted, SessionConfig config, List<Tool> tools) {
    Optional<Mcp> declared =
        declarations(config).stream()
            .filter(each -> each.serverLabel().equals(wanted.serverLabel()))
            .findAny();
    if (declared.isEmpty()) {
      throw McpServers.unfit(
          "tool_choice", "No MCP server with the label '" + wanted.serverLabel() + "' is declared");
    }
    if (servers.usable(declared.get()).isEmpty()) {
      return AnswerOptions.ToolChoice.AUTO;
    }
    List<McpTool> chosen =
        tools.stream()
            .filter(McpTool.class::isInstance)
            .map(McpTool.class::cast)
            .filter(tool -> chosen(wanted, tool))
            .toList();
    if (chosen.isEmpty()) {
      throw McpServers.unfit("tool_choice", "The MCP server has no such tool that may be called");
    }
    return chosen.size() == 1
        ? new AnswerOptions.ToolChoice(Use.NAMED, chosen.getFirst().name())
        : new AnswerOptions.ToolChoice(Use.REQUIRED, "");
  }

  /** Whether a response would have all it is to have: lists of tools, results of calls. */
  boolean ready(SessionConfig config) {
    return !approvals.running() && !servers.listing(declarations(config));
  }

  /**
   * Does something when {@link #ready}; never, if the session ends before.
   *
   * @throws Unfit when too much waits already
   */
  void whenReady(SessionConfig config, Runnable then) {
    if (waiting.size() >= MOST_WAITING) {
      throw new Unfit(
          RealtimeError.invalid(
              "rate_limit_exceeded", "Too many responses wait for MCP tools", Optional.empty()));
    }
    waiting.add(new Waiting(config, then));
  }

  private void lookWhoWaits() {
    for (Waiting each : List.copyOf(waiting)) {
      if (ready(each.config()) && waiting.remove(each)) {
        each.then().run();
      }
    }
  }

  /** A tool runs for a response; one that is none of these is nobody's business. */
  void began(SessionNotice.ToolBegan notice, ResponseInProgress response) {
    McpTool tool = known.get(notice.tool());
    if (tool != null) {
      calls.began(notice, tool, response.output());
    }
  }

  /** A tool has come to its end. */
  void ended(SessionNotice.ToolEnded notice) {
    calls.ended(notice);
  }

  /** An answer is over. */
  void answerIsOver(String replyId) {
    calls.answerIsOver(replyId);
  }

  /** A response of the conversation begins. */
  void begins(ResponseOutput output) {
    approvals.tell(output);
  }

  /**
   * A response ends with the wish for a tool that the session does not run.
   *
   * @return whether the client was asked; if not, it is a function of the client's
   */
  boolean asks(SessionNotice.ToolHandedOver wish, SessionConfig config, ResponseOutput output) {
    McpTool tool = known.get(wish.tool());
    if (tool == null || functions(config).contains(wish.tool())) {
      return false;
    }
    approvals.ask(tool, wish.arguments(), output);
    return true;
  }

  /**
   * Whether an answer of the client's is one to anything that was asked.
   *
   * @throws Unfit if not
   */
  void check(Item.McpApprovalResponse answer) {
    approvals.check(answer);
  }

  /** The client has decided. */
  void answered(Item.McpApprovalResponse answer) {
    approvals.answered(answer);
  }

  /** The session is over. */
  void close() {
    waiting.clear();
    approvals.close();
    servers.close();
  }
}
