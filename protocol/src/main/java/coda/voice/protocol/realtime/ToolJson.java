package coda.voice.protocol.realtime;

import coda.voice.protocol.Shown;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools and the choice among them as JSON, and back. */
final class ToolJson {
  private static final int MAX_TOOLS = 256;
  private static final int MAX_NAME = 128;
  private static final int MAX_TEXT = 20_000;
  private static final int MAX_HEADERS = 64;

  private ToolJson() {}

  static Optional<List<Tool>> tools(Fields fields) {
    return fields.list("tools", MAX_TOOLS, (path, node) -> tool(Fields.object(path, node)));
  }

  private static Tool tool(Fields tool) {
    String type = tool.requiredText("type", MAX_NAME);
    return switch (type) {
      case "function" ->
          new Tool.Function(
              tool.requiredName("name", MAX_NAME),
              tool.text("description", MAX_TEXT),
              tool.json("parameters"));
      case "mcp" -> mcp(tool);
      default ->
          throw Faults.choice(tool.path("type"), Shown.text(type), List.of("function", "mcp"));
    };
  }

  private static Tool mcp(Fields tool) {
    if (!tool.has("server_url") && !tool.has("connector_id") && !tool.has("tunnel_id")) {
      throw Faults.missing(tool.path("server_url"));
    }
    return new Tool.Mcp(
        tool.requiredName("server_label", MAX_NAME),
        tool.name("server_url", MAX_TEXT),
        tool.name("connector_id", MAX_NAME),
        tool.name("tunnel_id", MAX_NAME),
        tool.text("server_description", MAX_TEXT),
        tool.text("authorization", MAX_TEXT),
        tool.pairs("headers", MAX_HEADERS, MAX_NAME, MAX_TEXT).orElse(Map.of()),
        tool.node("allowed_tools").map(node -> filter(tool.path("allowed_tools"), node)),
        tool.node("require_approval")
            .map(node -> approval(tool.path("require_approval"), node))
            .orElse(new Tool.Approval.Always()));
  }

  private static Tool.Filter filter(String path, JsonNode node) {
    if (node.isArray()) {
      return new Tool.Filter(Optional.of(names(path, node)), Optional.empty());
    }
    Fields filter = Fields.object(path, node);
    return new Tool.Filter(
        filter.texts("tool_names", MAX_TOOLS, MAX_NAME), filter.flag("read_only"));
  }

  private static List<String> names(String path, JsonNode node) {
    return Fields.list(path, node, MAX_TOOLS, (at, each) -> Fields.text(at, each, MAX_NAME));
  }

  private static Tool.Approval approval(String path, JsonNode node) {
    if (node.isTextual()) {
      return switch (node.textValue()) {
        case "always" -> new Tool.Approval.Always();
        case "never" -> new Tool.Approval.Never();
        default ->
            throw Faults.choice(path, Fields.shown(node), List.of("always", "never", "an object"));
      };
    }
    Fields fields = Fields.object(path, node);
    return new Tool.Approval.ByTool(
        fields.node("always").map(each -> filter(fields.path("always"), each)),
        fields.node("never").map(each -> filter(fields.path("never"), each)));
  }

  static Optional<ToolChoice> choice(Fields fields) {
    String name = "tool_choice";
    return fields
        .node(name)
        .map(
            node ->
                node.isTextual()
                    ? Fields.choice(fields.path(name), node, ToolChoice.Mode.values())
                    : choiceOf(Fields.object(fields.path(name), node)));
  }

  private static ToolChoice choiceOf(Fields choice) {
    String type = choice.requiredText("type", MAX_NAME);
    return switch (type) {
      case "function" -> new ToolChoice.Function(choice.requiredName("name", MAX_NAME));
      case "mcp" ->
          new ToolChoice.Mcp(
              choice.requiredName("server_label", MAX_NAME), choice.name("name", MAX_NAME));
      default ->
          throw Faults.choice(choice.path("type"), Shown.text(type), List.of("function", "mcp"));
    };
  }

  static JsonNode write(ToolChoice choice) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (choice) {
      case ToolChoice.Mode mode -> make.textNode(mode.wireName());
      case ToolChoice.Function function ->
          make.objectNode().put("type", "function").put("name", function.name());
      case ToolChoice.Mcp mcp -> {
        ObjectNode node =
            make.objectNode().put("type", "mcp").put("server_label", mcp.serverLabel());
        mcp.name().ifPresent(name -> node.put("name", name));
        yield node;
      }
    };
  }

  static ObjectNode write(Tool tool) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (tool) {
      case Tool.Function function -> {
        node.put("type", "function").put("name", function.name());
        function.description().ifPresent(text -> node.put("description", text));
        function.parameters().ifPresent(schema -> node.set("parameters", schema.node()));
      }
      case Tool.Mcp mcp -> write(mcp, node);
    }
    return node;
  }

  /** Without what is secret. */
  private static void write(Tool.Mcp mcp, ObjectNode node) {
    node.put("type", "mcp").put("server_label", mcp.serverLabel());
    mcp.serverUrl().ifPresent(url -> node.put("server_url", url));
    mcp.connectorId().ifPresent(id -> node.put("connector_id", id));
    mcp.tunnelId().ifPresent(id -> node.put("tunnel_id", id));
    mcp.serverDescription().ifPresent(text -> node.put("server_description", text));
    mcp.allowedTools().ifPresent(filter -> node.set("allowed_tools", allowed(filter)));
    switch (mcp.approval()) {
      case Tool.Approval.Always _ -> node.put("require_approval", "always");
      case Tool.Approval.Never _ -> node.put("require_approval", "never");
      case Tool.Approval.ByTool byTool -> {
        ObjectNode approval = node.putObject("require_approval");
        byTool.always().ifPresent(filter -> approval.set("always", write(filter)));
        byTool.never().ifPresent(filter -> approval.set("never", write(filter)));
      }
    }
  }

  private static JsonNode allowed(Tool.Filter filter) {
    ObjectNode node = write(filter);
    return filter.readOnly().isPresent() || !node.has("tool_names") ? node : node.get("tool_names");
  }

  private static ObjectNode write(Tool.Filter filter) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    filter.toolNames().ifPresent(names -> names.forEach(node.putArray("tool_names")::add));
    filter.readOnly().ifPresent(only -> node.put("read_only", only));
    return node;
  }
}
