package coda.voice.engines.language.mcp;

import coda.voice.engine.OfferedTool;
import coda.voice.engine.ToolServerException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools of a server, page by page. */
final class ToolListing {
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_DESCRIPTION = 8_192;
  private static final int LONGEST_SCHEMA = 65_536;

  /** Lists are shown to clients whole. */
  private static final int LONGEST_LIST = 262_144;

  private final int most;
  private final Map<String, OfferedTool> tools = new LinkedHashMap<>();
  private int length;

  ToolListing(int most) {
    this.most = most;
  }

  /** Takes the result of {@code tools/list}. */
  void add(JsonNode result) {
    JsonNode page = result.path("tools");
    if (!page.isArray()) {
      throw broken("its list of tools is none");
    }
    for (JsonNode tool : page) {
      OfferedTool offered = tool(tool);
      tools.put(offered.name(), offered);
      length +=
          offered.description().length()
              + offered.parameters().length()
              + offered.annotations().length();
      if (length > LONGEST_LIST) {
        throw broken("the descriptions of its tools are too long");
      }
      if (tools.size() > most) {
        throw broken("it has more than " + most + " tools");
      }
    }
  }

  List<OfferedTool> tools() {
    return List.copyOf(tools.values());
  }

  private static OfferedTool tool(JsonNode tool) {
    String name = tool.path("name").asText("");
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw broken("a tool has no name of 1 to " + LONGEST_NAME + " characters");
    }
    JsonNode schema = tool.path("inputSchema");
    if (!schema.isObject()) {
      throw broken("the tool '" + name + "' has no schema");
    }
    String description = tool.path("description").asText("");
    String parameters = schema.toString();
    JsonNode annotations = tool.path("annotations");
    String more = annotations.isObject() ? annotations.toString() : "";
    if (description.length() > LONGEST_DESCRIPTION
        || parameters.length() > LONGEST_SCHEMA
        || more.length() > LONGEST_DESCRIPTION) {
      throw broken("the description of the tool '" + name + "' is too long");
    }
    return new OfferedTool(
        name, description, parameters, annotations.path("readOnlyHint").asBoolean(false), more);
  }

  static ToolServerException broken(String what) {
    return ToolServerException.protocol(-32_600, "The tool server cannot be used: " + what);
  }
}
